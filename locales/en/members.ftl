members-directory-intro = Everyone in the network, by name.
members-filter = Find a name
members-find = Find
members-of-directory = From the company directory, where it is changed.
members-nobody-title = Nobody by that name
members-nobody = Try the beginning of the first or last name.
members-nobody-written = No name is spelt “{ $q }”.
members-alike = Names that sound alike
members-has-left = Has left the network
members-edit = Edit
members-unit = Unit
members-site = Site
members-phone = Phone
members-languages = Languages
members-name = Name
members-title = Job title
members-bio = A few lines about you
members-bio-hint = What you do, what people can call you about. 600 characters at most.
members-sponsor = Sponsor
members-invited-by = Sponsored by
members-ends = End of access
members-until = Until { $date }
members-followers = Followers
members-follower-count = { $n ->
    [0] No followers yet
    [one] { $n } person follows this profile
   *[other] { $n } people follow this profile
}
members-follow = Follow
members-following = Following
members-my-posts = Your posts
members-posts-of = Posts by { $name }
members-language = Language
members-theme = Appearance
members-theme-system = Same as the system
members-theme-auto = System
members-theme-light = Light
members-theme-dark = Dark
members-zone = Time zone
members-zone-hint = For example Europe/London. Times are shown in it.
members-shortcuts = Keyboard shortcuts
members-shortcuts-hint = One letter to write, reply or move through the feed. Never while you type.
members-admin-people = People
members-admin-partners = Partners
members-admin-company = Company
members-admin-intro = Administering is not reading: closed communities stay closed to you.
members-ownerless = At least one community has no owner any more.
members-invite-title = Invite
members-addresses = E-mail addresses
members-addresses-hint = Paste a list: one per line, or separated by commas. 200 at most. No addresses? Make a link to share.
members-invite-mail = Send the invitations
members-invite-link = Make a link
members-a-link = Link to share
members-open-until = Open until { $date }
members-uses-left = { $n ->
    [one] { $n } more person
   *[other] { $n } more people
}
members-revoke = Take back
members-link-made = This link will not be shown again. It lets 50 people in, for 14 days.
members-password-made = Hand it over in person: this password will not be shown again.
members-made-before = This form has already made the account of { $name }. If you did not see the password, give another one from the list of people.
members-copy = Copy
members-copied = Copied.
members-create-title = Make an account without an e-mail address
members-create-text = For people in the workshop or in the field: they sign in with the user name you give them.
members-create-submit = Make the account
members-username = User name
members-username-hint = Letters without accents, digits, points and hyphens.
members-actions-for = Actions for { $name }
members-new-password = Give a new password
members-close-account = Close the account
members-partner = Partner
members-partner-title = Invite a partner
members-partner-text = Partners see only the communities they are added to: no directory, no company-wide posts. Their company always stands beside their name.
members-partner-company = Their company
members-partner-submit = Make the partner account
members-sponsor-hint = Address of the colleague who answers for them. Empty: you.
members-ends-in = Length of access, in days
members-ends-hint = From 1 to 730. Access ends by itself.
members-leavers = When someone leaves, what they wrote stays
members-leavers-name = Under their name
members-leavers-name-hint = Conversations keep their bearings.
members-leavers-hidden-hint = The name is no longer shown anywhere.
members-mail-why = { $name } invites you.
members-mail-title = Join { $company }
members-mail-text = This is where we ask our questions, share what we know and keep what we learn. The link is for you alone and works for 14 days.
members-mail-foot = You do not know this person? Do nothing: without an answer the invitation goes away.
members-mail-account-title = Your { $company } account is ready
members-mail-account-why = An account has just been opened for the address { $email }.
members-mail-account-text = All it needs is your password. Give this address on the page that opens and a link to choose one follows at once.
members-mail-account-button = Choose my password
members-mail-account-foot = This means nothing to you? Do nothing: nobody gets in without a password.
members-mail-asked-foot = You did not ask for this? Do nothing.
members-mail-known-text = There is already an account with this address: sign in. Forgotten your password? The sign-in page lets you choose another one.
members-mail-asked-button = Make my account
members-mail-asked-text = All that is left is to give your name and choose a password. The link is for you alone and works once.
members-mail-asked = Someone, probably you, gave this address to come in.
members-join-title = Welcome
members-join-text = Make your account in the network of { $company }.
members-join-submit = Enter
members-join-sent = A message is on its way to { $email }. Its link is for you alone: open it to come in. Nothing there? Look in the junk folder, or check the address.
members-join-ask-submit = Send me my link
members-join-ask = To join { $company }, give your address: a link to make your account will be sent to it.
members-join-closed-title = This invitation is no longer open
members-join-closed = It has been used, it has expired or it was taken back. If you already have an account, sign in; otherwise ask the person who gave it to you for another one.
members-refusal-name-missing = Enter the name.
members-refusal-name-mixed = A word of this name mixes letters of several scripts: write each word in one.
members-refusal-line-too-long = At most { $max } characters.
members-refusal-bio-too-long = At most { $max } characters.
members-refusal-email-unreadable = This address is not complete. Example: first.last@company.com
members-refusal-username-unreadable = Letters without accents, digits, points and hyphens; 40 at most.
members-refusal-login-missing = Enter an e-mail address.
members-refusal-login-taken = There is already an account with this login.
members-refusal-form-used = This page has already done something else. Send again to do what is written here.
members-refusal-sponsor-missing = A partner always has a sponsor and a company.
members-refusal-sponsor-unknown = No colleague has this address.
members-refusal-company-missing = Enter their company.
members-refusal-end-missing = Choose a length from 1 to 730 days.
members-refusal-follow-self = You cannot follow yourself.
members-refusal-zone-unknown = This zone is not known. Example: Europe/London
members-refusal-theme-unknown = This appearance is not offered.
members-refusal-last-admin = This is the last administrator: name another one first.
members-make-admin = Name administrator
members-no-admin = End administration
members-end-sessions = Close all sessions
members-close-title = Close the account of { $name }
members-close-access = Access ends at once, on every device.
members-close-places = The person leaves every community; one without another owner passes to the moderator or colleague who joined first.
members-close-writings = What was written stays, signed as the company has chosen.
members-close-login = This cannot be undone: whoever comes back gets a new account.
members-close-type = To confirm, type the name: { $name }
members-close-submit = Close the account for good
members-close-keep = Keep the account
members-sponsor-left = Sponsor has left
members-ends-soon = Ends soon
members-partner-change = Access of { $name }
members-ends-from-now = Days from today until access ends
members-invited-some = { $new ->
    [0] No invitation was sent.
    [one] { $new } invitation sent.
   *[other] { $new } invitations sent.
} { $n ->
    [one] Already has an account: { $known }
   *[other] Already have accounts: { $known }
}
members-refusal-role-unknown = This role is not offered.
members-refusal-name-differs = This is not the name of the account.
members-refusal-username-missing = Enter the user name.
members-refusal-no-address = Paste at least one address.
members-refusal-too-many-addresses = At most { $max } addresses at a time.
members-refusal-address-unreadable = { $n ->
    [one] One entry holds no complete address, number { $place } of the list. Nothing was sent.
   *[other] { $n } entries hold no complete address, the first is number { $place } of the list. Nothing was sent.
}
members-hidden-languages = Languages to fold
members-hidden-languages-hint = On the home page and in communities, a post in one of these languages takes one line, which you open if you care for it. Those that concern you stay open.
members-refusal-language-unknown = That language is not on offer. Choose one from the list.
members-refusal-said-by-directory = This comes from the company directory: change it there.
members-people = People
members-views = Views of the directory
members-shown-as = Shown as
members-as-list = List
members-as-cards = Cards
members-every-unit = Every unit
members-every-site = Every site
members-reach = Get in touch
members-reach-me = How to reach me
members-hour = It is { $time } there
