circles-title = Circles
circles-intro = A circle holds the people of a subsidiary. People of two circles do not see one another, except in the communities to which both were added. Whoever is in no circle, the head office, sees everybody and is seen by everybody.
circles-none-title = No circle
circles-none = Everybody sees everybody. Make a circle for each subsidiary, then add its people.
circles-people = { $n ->
    [0] Nobody
    [one] { $n } person
   *[other] { $n } people
}
circles-head-office = Head office: in no circle
circles-stays = What stays visible
circles-stays-said = To the whole company, { $people ->
    [0] nobody has posted or commented so far.
    [one] one person has posted or commented so far.
   *[other] { $people } people have posted or commented so far.
}
circles-stays-counts = { $posts ->
    [one] { $posts } post
   *[other] { $posts } posts
} and { $comments ->
    [one] { $comments } comment
   *[other] { $comments } comments
} stay readable by all with the author’s name, without a link to the profile for those who no longer see it.
circles-open = { $n ->
    [0] No open community changes readers.
    [one] One open community is read, within circles, by its members alone.
   *[other] { $n } open communities are read, within circles, by their members alone.
}
circles-mixed = { $n ->
    [one] In one community people of several circles meet: they see one another there.
   *[other] In { $n } communities people of several circles meet: they see one another there.
}
circles-stays-text = Nothing is deleted or moved. Dissolving a circle brings everything back as it was.
circles-new = New circle
circles-name = Name
circles-name-hint = That of the subsidiary, for instance. Its people read it where others read “the whole company”.
circles-make = Make the circle
circles-all = All circles
circles-put-in = Add people
circles-put-in-text = Choose a person, a unit or a site. You see what changes before it does. Whoever comes to the unit or the site later, by a directory or by you, joins the circle too.
circles-person = A person
circles-person-hint = Their address, user name or whole name.
circles-unit = A unit, with those below it
circles-site = A site
circles-nobody-of = None
circles-look = See what changes
circles-changes = What changes
circles-coming = { $n ->
    [0] Nobody to add to { $name }.
    [one] One person joins { $name }.
   *[other] { $n } people join { $name }.
}
circles-here = { $n ->
    [one] One more is there already.
   *[other] { $n } more are there already.
}
circles-elsewhere = { $n ->
    [one] One of them leaves their present circle and no longer reads its posts.
   *[other] { $n } of them leave their present circle and no longer read its posts.
}
circles-from-now = They no longer see the other circles, read what is said to the whole company without answering, and post to their circle.
circles-meet = { $n ->
    [one] In one community they meet people of other circles, and go on seeing them.
   *[other] In { $n } communities they meet people of other circles, and go on seeing them.
}
circles-put-these = { $n ->
    [one] Add this person
   *[other] Add these { $n } people
}
circles-take-these = { $n ->
    [one] Remove the one who is there already
   *[other] Remove the { $n } who are there already
}
circles-nobody = Add people above, one by one, by unit or by site.
circles-take-out = Remove
circles-take-out-this = Remove { $name }
circles-rename = Rename
circles-dissolve = Dissolve the circle
circles-dissolve-text = Its people see everybody again. What they posted there stays readable to them, and nothing more is added. You can undo it.
circles-dissolved-ones = Dissolved circles
circles-is-dissolved = This circle is dissolved: its people see everybody.
circles-restore = Restore the circle
circles-restore-this = Restore the circle { $name }
circles-restore-text = Its people come back to it, except those who are in another circle by now.
circles-only-reads = This is said to the whole company, and you can read it, but not answer. To talk about it, share it with the people of your circle.
circles-share = Share with my circle
circles-place = Only the people of the circle read and post here.
circles-badge = Circle
circles-refusal-only-reads = What is said to the whole company is read without answering. Share it with your circle to talk about it.
circles-refusal-name-missing = Give the circle a name.
circles-refusal-name-taken = Another circle has this name. Choose a different one.
circles-refusal-many = The company already has { $max } circles.
circles-refusal-dissolved = This circle is dissolved. Restore it first.
circles-refusal-who-missing = Choose a person, a unit or a site.
circles-refusal-who-several = Choose only one of the three.
circles-refusal-members-many = At most { $max } members at a time.
toast-refusal-circle-made = Circle made. Now add its people.
toast-refusal-circle-in = { $n ->
    [0] Nothing changed: all of them were there already.
    [one] One person added to the circle.
   *[other] { $n } people added to the circle.
}
toast-refusal-circle-out = { $n ->
    [0] Nothing changed.
    [one] One person removed from the circle.
   *[other] { $n } people removed from the circle.
}
toast-refusal-circle-dissolved = Circle dissolved.
toast-refusal-circle-restored = Circle restored.
