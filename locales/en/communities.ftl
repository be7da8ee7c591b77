# Communities: the list, one community, its members, its settings.
communities-mine = My communities
communities-browse = Browse all
communities-discover = Discover
communities-discover-text = Other communities are open to you.
communities-discover-none = Nothing new to discover for now.
communities-intro = The places where people help each other.
communities-intro-partner = The communities you were added to.
communities-new = Create a community
communities-new-text = A topic, a trade, a project: choose who can read, then invite.
communities-create = Create the community
communities-search = Name of a community
communities-filters = Filter communities
communities-filter = { $filter ->
    [mine] Mine
    [open] Open
    [request] On request
    [closed] Closed
    [partners] With partners
    [waiting] Waiting for my answer
    [archived] Archived
   *[all] All
}
communities-sort = Order
communities-sort-by = { $sort ->
    [active] Most active
    [newest] Newest
   *[name] From A to Z
}
communities-all-owned-title = Nothing to settle
communities-all-owned = Every community has an owner.
communities-ownerless-text = The last owner left, and no colleague was there to take over. Name someone: the person joins the community and is told so. You do not enter it.
communities-new-owner = E-mail or user name of a colleague
communities-refusal-own-owner = Administering opens no door into communities: name someone else.
communities-none-title = No community here
communities-none = Try another name, or create the place that is missing.
communities-none-partner = As soon as an owner adds you to a community, it appears here.
communities-invited-to = You are invited to join { $name }.
communities-asked-in = Your request to join { $name } is waiting for an owner’s answer.
communities-kind = { $kind ->
    [open] Open
    [request] On request
    [closed] Closed
   *[unlisted] Unlisted
}
communities-kind-sentence = { $kind ->
    [open] Open: every employee reads and can join
    [request] On request: only members read
    [closed] Closed: only members read, and they come in by invitation
   *[unlisted] Unlisted: only the people invited know that it exists
}
communities-kind-hint = { $kind ->
    [open] Every employee reads. Anyone may join.
    [request] Employees see its name and owners. Only members read; people ask to come in.
    [closed] Employees see its name and owners. Only members read; people come in by invitation.
   *[unlisted] Nobody knows that it exists, except its members and the people invited.
}
communities-partners-hint = A partner comes in only when an owner adds them. A banner then names their company.
communities-member-count = { $n ->
    [one] { $n } member
   *[other] { $n } members
}
communities-with-partners = With partners
communities-outside = { $n ->
    [one] One outside company reads this place:
   *[other] { $n } outside companies read this place:
}
communities-role = { $role ->
    [owner] Owner
    [moderator] Moderator
   *[member] Member
}
communities-make = { $role ->
    [owner] Make owner
    [moderator] Make moderator
   *[member] Make ordinary member
}
communities-who-does-what = Who does what
communities-role-does = { $role ->
    [owner] sets up, gives roles, invites
    [moderator] answers requests, pins, moderates
   *[member] posts and replies
}
communities-sections = Sections of the community
communities-feed = Feed
communities-people = Members
communities-waiting = waiting
communities-owners = Owners
communities-join = Join
communities-leave = Leave the community
communities-asked = Request sent
communities-asked-text = An owner will answer you. You can read as soon as you are a member.
communities-withdraw = Withdraw my request
communities-join-title = Come into this community
communities-join-text = It is open to your colleagues: join to read what is published there and to answer.
communities-ask-title = Ask to come in
communities-ask-text = The owners receive your request and answer it. Posts are for members only.
communities-ask-short = Ask
communities-ask-submit = Send the request
communities-message = A word to the owners
communities-message-hint = 300 characters at most.
communities-by-invitation = By invitation
communities-by-invitation-text = The owners choose who takes part. If you think you belong here, write to one of them.
communities-invited = Invitation sent
communities-invited-title = You are invited
communities-invited-text = An owner suggests that you join this community. You can read as soon as you accept.
communities-accept-invitation = Accept the invitation
communities-decline = Decline
communities-requests = { $n ->
    [one] { $n } request
   *[other] { $n } requests
}
communities-quoted = “{ $message }”
communities-accept = Accept
communities-accept-person = Accept { $name }
communities-refuse = Refuse
communities-refuse-person = Refuse { $name }
communities-invite-title = Invite
communities-invite-text = A colleague receives an invitation and chooses to come in. A partner is added at once.
communities-invite = Invite
communities-find-person = Find someone to invite
communities-find-member = Find a member
communities-nobody-found = Nobody by that name. Try the beginning of the first or last name.
communities-invitations = Open invitations
communities-take-back = Take back the invitation of { $name }
communities-remove = Remove from the community
communities-name = Name
communities-description = Description
communities-description-hint = What it is for, whom it is for. 400 characters at most.
communities-kind-label = Who can read and come in
communities-open-past = Also open what is already written
communities-open-past-hint = If the community becomes open, every employee will be able to read all that its members have written so far.
communities-icon-label = Sign
communities-icon = { $icon ->
    [users] People
    [message-circle] Speech bubble
    [lightbulb] Light bulb
    [zap] Lightning
    [car] Car
    [truck] Truck
    [wrench] Wrench
    [package] Parcel
    [building] Building
    [globe] Globe
    [map-pin] Map pin
    [chart] Chart
    [target] Target
    [megaphone] Megaphone
    [calendar] Calendar
    [book-open] Book
    [graduation-cap] Graduation cap
    [award] Medal
    [star] Star
    [heart] Heart
    [shield] Shield
    [smile] Smile
    [flag] Flag
   *[hexagon] Honeycomb cell
}
communities-hue-label = Colour
communities-hue = Hue { $n }
communities-language-label = Language people write in
communities-refusal-name-missing = Give the community a name.
communities-refusal-too-long = { $max } characters at most.
communities-refusal-kind-unknown = Choose who can read and come in.
communities-refusal-icon-unknown = Choose a sign.
communities-refusal-hue-unknown = Choose a colour.
communities-refusal-role-unknown = This role does not exist.
communities-refusal-open-past = Opening the community also opens its past. Tick the box if that is what you want.
communities-refusal-ask-first = People come in here by asking the owners.
communities-refusal-invitation-only = People come in here by an owner’s invitation.
communities-refusal-join-at-once = This community is open: join it directly.
communities-refusal-join-to-write = Join the community first: only its members write in it.
communities-refusal-last-owner = This community has no other owner: name one first.
communities-refusal-partner-role = A partner or a bot stays an ordinary member: give this role to a colleague.
communities-refusal-nobody-chosen = Tick at least one person.
communities-refusal-too-many-people = { $max } people at most at once.
communities-reviewed = Read before posts appear
communities-reviewed-hint = Someone who looks after the community reads members’ posts before they appear. Comments appear at once.
communities-calendar = Calendar
communities-hand-over = Hand it over and stay a moderator
communities-refusal-hand-self = Choose another member.
communities-hand-over-title = Hand it over
communities-hand-over-text = A colleague among the members becomes the owner in your place; you stay a moderator. You can take it back for an hour.
communities-hand-over-choose = Choose among the members
communities-archive = Archive
communities-archive-text = What is in it can still be read and searched, but nothing new is written and nobody comes in. Planned posts go back to their authors. You can reopen it.
communities-unarchive = Reopen
communities-archived = Archived
communities-archived-since = Archived since { $date }: to read and to search, nothing new is written.
communities-closed = The community is archived: the conversation is closed.
communities-archived-ones = Archived communities
communities-refusal-archived = This community is archived: nothing in it changes any more.
communities-hands = Hand over, archive, merge
communities-merge = Merge into another community
communities-merge-text = Its members, its content and its addresses move into another community that you own.
communities-merge-title = Merge “{ $name }” into another community
communities-merge-into = Community to keep
communities-merge-choose = Choose
communities-merge-see = See what will change
communities-merge-other = Choose another community
communities-merge-none = No community to take it in
communities-merge-none-text = To merge two communities, you have to own both.
communities-merge-goes = Goes away
communities-merge-stays = Stays
communities-merge-changes = What will change
communities-merge-people = Members of “{ $from }” become members of “{ $into }”, whose owners and rules stay the same.
communities-merge-moves = Posts, questions, files, drafts, webhooks and feeds move into “{ $into }”, and old addresses lead there. What was pinned no longer is.
communities-merge-readers = Who else will read what is written in “{ $name }”
communities-merge-nobody = Nobody else.
communities-merge-everyone = Every employee.
communities-merge-everyone-and = { $n ->
    [one] Every employee, and { $n } more partner.
   *[other] Every employee, and { $n } more partners.
}
communities-merge-more = { $n ->
    [one] { $n } more person.
   *[other] { $n } more people.
}
communities-merge-more-partners = { $n ->
    [one] { $n } more person, from outside.
   *[other] { $n } more people, { $partners } of them from outside.
}
communities-merge-known = I know who will read what
communities-merge-known-hint = People will read what was written without them.
communities-merge-type = To confirm, type { $name }
communities-merge-final = This cannot be undone.
communities-merge-submit = Merge the two communities
communities-merge-came = Merged with “{ $name }” on { $date }.
communities-refusal-merge-same = That is the same community.
communities-refusal-merge-unknown = Choose a community that you own.
communities-refusal-merge-archived = That community is archived: reopen it first.
communities-refusal-merge-name = Type exactly the name of the community that goes away.
communities-refusal-merge-known = Tick this box: people will read more than before.
communities-other-companies = { $n ->
    [one] { $n } other
   *[other] { $n } others
}
communities-terms = Text to accept
communities-terms-door = A charter or a confidentiality agreement that everyone accepts before reading.
communities-terms-text = Until it is accepted, the community does not exist for the person: no posts, no files, no members, no search. Changing the words asks everyone again. Saving it accepts it for you.
communities-terms-asks-label = Who must accept it
communities-terms-asks = { $asks ->
    [partners] Partners
    [everyone] Everybody
   *[nobody] Nobody
}
communities-terms-asks-hint = { $asks ->
    [partners] People of other companies, before they read.
    [everyone] Your colleagues too, owners included.
   *[nobody] The text stays here and is not asked for.
}
communities-terms-body = The text
communities-terms-body-hint = In Markdown, 20,000 characters at most.
communities-terms-answers = Who accepted it
communities-terms-nobody-asked = Nobody here has to accept it for now.
communities-terms-waits = Not accepted yet
communities-terms-accepted-on = Accepted on { $date }
communities-terms-asked = Before you read this community, accept this text. Its owners will know that you did, and when.
communities-terms-accept = I accept and read
communities-terms-leave = Leave the community
communities-terms-note = “{ $name }” asks you to accept a text before reading.
communities-refusal-terms-missing = Write the text to accept.
communities-refusal-terms-unknown = Choose who must accept it.
communities-refusal-terms-changed = The text has just changed: read it again before accepting.
communities-refusal-terms-first = You already belong to it: accept its text first.
communities-look = See as this partner
communities-look-whose = You see this community as { $name } ({ $company }).
communities-look-waits = { $name } has not accepted the text of this community yet, and reads nothing of it until then.
communities-seen = What they see
communities-seen-title = What { $name } sees
communities-seen-text = The communities they were added to and that you read too, and the people they meet there.
communities-seen-until = Access until { $date }
communities-seen-none-title = No community that you read
communities-seen-none = Partners see only the communities to which an owner adds them.
communities-seen-others = { $n ->
    [one] And { $n } other community, which you do not read.
   *[other] And { $n } other communities, which you do not read.
}
communities-seen-since = Since { $date }
communities-seen-meets = { $n ->
    [0] Meets nobody there
    [one] Meets { $n } person there
   *[other] Meets { $n } people there
}
communities-seen-accepted = Text accepted on { $date }
communities-seen-waits = Text not accepted yet
communities-seen-people = People they meet
communities-seen-people-none = Nobody, in the communities that you read.
communities-seen-shared = { $n ->
    [one] In { $n } community
   *[other] In { $n } communities
}
