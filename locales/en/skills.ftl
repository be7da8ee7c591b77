skills-title = Skills
skills-edit = Edit
skills-own-none = Say what you can do: colleagues will find you, and can confirm it.
skills-level = { $level ->
    [basics] Basics
    [able] At ease
    [experienced] Experienced
   *[reference] Go-to person
}
skills-confirmed-by = { $n ->
    [one] Confirmed by { $n } person
   *[other] Confirmed by { $n } people
}
skills-confirmed = Confirmed
skills-confirmed-this = { $n ->
    [one] Confirmed by you: { $skill }
   *[other] Confirmed by you and others ({ $n }): { $skill }
}
skills-confirm = Confirm
skills-confirm-this = { $n ->
    [0] Confirm the skill { $skill }
    [one] Confirm the skill { $skill }, confirmed by { $n } person
   *[other] Confirm the skill { $skill }, confirmed by { $n } people
}
skills-of = { $skill } · { $name }
skills-quote = “{ $text }”
skills-sentence = What you saw, in one sentence
skills-sentence-hint = For example: “She had line 3 running again within the hour.”
skills-withdraw = Confirm no more
skills-nobody-title = Nobody has confirmed it yet
skills-nobody = Have you seen this person at work? Say so.
skills-nobody-own = Colleagues will confirm it once they have seen you at work.
skills-name = Skill
skills-name-hint = Choose from the list, or write a new one.
skills-name-hint-partner = In your own words.
skills-how-well = Level
skills-add = Add
skills-none-title = No skills yet
skills-none = Add what you can do: that is how colleagues find you.
skills-level-of = Level: { $skill }
skills-save-level = Save the level: { $skill }
skills-remove = Remove { $skill }
skills-all = Skills of the company
skills-all-text = What people say they can do. A new skill joins the list.
skills-say-own = Add yours
skills-search = A skill
skills-list-none-title = No skill of that name
skills-list-none = Try another word, or be the first to say it.
skills-holders = { $n ->
    [one] { $n } person
   *[other] { $n } people
}
skills-also = also { $names }
skills-holder-none-title = Nobody has it any more
skills-holder-none = Those who had it removed it, or have left.
skills-refusal-name-missing = Write the name of the skill.
skills-refusal-name-long = { $max } characters at most.
skills-refusal-sentence-long = { $max } characters at most.
skills-refusal-level-unknown = There is no such level.
skills-refusal-many = { $max } skills at most. Remove one first.
skills-refusal-own = Your skills are for others to confirm.
skills-refusal-bot = A bot confirms nothing.
skills-other-name = Another name
skills-other-name-label = Name
skills-other-name-hint = In another language, or another word for the same thing: it will be found by it too.
skills-language = Language of the name
skills-refusal-name-taken = That name already leads to another skill.
skills-refusal-names-many = { $max } names at most for one skill.
skills-refusal-language-unknown = That language is not offered.
