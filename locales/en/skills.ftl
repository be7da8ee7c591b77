skills-title = Skills
skills-edit = Edit
skills-brought = From the company directory: yours to keep, change or remove.
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
skills-said = As of { $month }
skills-unite = Unite with…
skills-unite-title = Unite “{ $skill }” with another
skills-unite-text = Two skills that say the same thing become one. See first what that would make.
skills-unite-into = Skill to keep
skills-unite-into-hint = By any of its names.
skills-unite-look = See what that makes
skills-unite-becomes = “{ $from }” becomes “{ $into }”
skills-unite-names = { $n ->
    [one] Its name will lead to “{ $into }”.
   *[other] Its { $n } names, in every language, will lead to “{ $into }”.
}
skills-unite-holders = { $n ->
    [0] Nobody has it.
    [one] The person who has it will have “{ $into }”, at the same level.
   *[other] The { $n } people who have it will have “{ $into }”, at the same level.
}
skills-unite-both = { $n ->
    [one] One of them has the other already: the higher level stays.
   *[other] { $n } of them have the other already: the higher level stays.
}
skills-unite-confirmations = { $n ->
    [0] There are no confirmations to join.
    [one] One confirmation joins the others, with its words.
   *[other] { $n } confirmations join the others, with their words; whoever confirmed both counts once.
}
skills-unite-count = { $after ->
    [one] One person will have it in all (today { $before }).
   *[other] { $after } people will have it in all (today { $before }).
}
skills-unite-address = The address of “{ $skill }” will lead to the other.
skills-unite-final = This cannot be undone.
skills-unite-type = To confirm, type { $skill }
skills-unite-submit = Unite
skills-refusal-unite-unknown = No skill has this name.
skills-refusal-unite-same = That is the same skill. Choose another one.
skills-refusal-unite-name = That is not the name of this skill.
skills-proposed-title = Add it to your skills?
skills-proposed-private = Only you see this. Nothing is added without you.
skills-proposed-answers = { $n ->
    [one] One of your answers on it was accepted.
   *[other] { $n } of your answers on it were accepted.
}
skills-proposed-thanks = { $n ->
    [one] You were thanked for it once.
   *[other] You were thanked for it { $n } times.
}
skills-proposed-add = Add { $skill } to your skills
skills-proposed-no = No, thank you
skills-proposed-refuse = No, thank you, not { $skill }
skills-proposed-none = When several of your answers on a topic have been accepted, it is proposed to you here, one a week at most.
skills-proposed-off = You do not wish any proposals.
skills-proposed-stop = Propose nothing more to me
skills-proposed-start = Propose skills to me
skills-current-title = Still so?
skills-current-text = Said long ago, and neither confirmed nor used since. They are shown paler and come after the others.
skills-current-yes = Yes
skills-current-yes-this = Yes, { $skill } is still so
skills-current-no = No
skills-current-no-this = No, { $skill } is not so any more
