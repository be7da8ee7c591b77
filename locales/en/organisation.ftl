organisation-chart = Org chart
organisation-placed = { $placed ->
    [0] Nobody is on it yet.
    [one] { $placed } of { $employees } people is on it.
   *[other] { $placed } of { $employees } people are on it.
} Open a person to see their team.
organisation-find-me = Find me
organisation-say-mine = Say who I report to
organisation-change-manager = Change manager
organisation-go-to = Go to a person
organisation-none-title = The org chart is empty
organisation-none = It draws itself as people say who they report to. Start with yours.
organisation-placeless-me = You have no manager here yet, and nobody in your team.
organisation-placeless = { $name } is not on the org chart yet.
organisation-top = Leadership
organisation-all-on-top = All of the leadership
organisation-team-of = { $name }’s team
organisation-reports = { $n ->
    [one] { $n } direct report
   *[other] { $n } direct reports
}
organisation-in-all = { $n ->
    [one] { $n } person in all
   *[other] { $n } people in all
}
organisation-others = { $n ->
    [one] { $n } more
   *[other] { $n } more
}
organisation-nobody-title = Nobody here
organisation-nobody-below = Nobody reports to this person.
organisation-nobody-mine = Nobody has named you as their manager yet.
organisation-nobody-here = Profiles that bear this name are listed here.
organisation-my-team = My team
organisation-their-team = Their team
organisation-team-unsaid = Say who you report to, so that people know whom to ask around you.
organisation-manager = Manager
organisation-peer = Colleague
organisation-report = In their team
organisation-all-reports = { $n ->
    [one] { $n } person in the team
   *[other] All { $n } people in the team
}
organisation-i-report = Who I report to
organisation-report-to-me = Who reports to me
organisation-reports-of = Who { $name } reports to
organisation-manager-field = Name or e-mail address
organisation-another-manager = Replace with
organisation-manager-hint = A colleague’s full name, address or user name.
organisation-remove = Remove
organisation-report-no-more = No longer report to { $name }
organisation-send-back = Remove { $name } from my team
organisation-units = Units
organisation-units-intro = Departments, services, teams. People choose theirs in their profile.
organisation-units-none-title = No unit yet
organisation-units-none = A unit appears as soon as a profile names it.
organisation-units-below = Its units
organisation-unit-new = New unit
organisation-unit-edit = Edit the unit
organisation-unit-parent = Part of
organisation-unit-parent-hint = The name of a unit. If several bear it, the whole path: Sales › South-East.
organisation-unit-lead = Head
organisation-unit-about = What it does
organisation-unit-delete = Delete
organisation-unit-skills = What this unit can do
organisation-say-unit = Name my unit
organisation-leads = Head of the unit
organisation-path = Path
organisation-people = { $n ->
    [0] Nobody for now
    [one] { $n } person
   *[other] { $n } people
}
organisation-sites = Sites
organisation-sites-intro = Where people work, and who is there.
organisation-sites-none-title = No site yet
organisation-sites-none = A site appears as soon as a profile names it.
organisation-say-site = Name my site
organisation-site-edit = Edit the site
organisation-site-name-hint = The new name shows at once on every profile.
organisation-site-address = Address
organisation-site-zone-hint = For example Europe/Paris. It tells what time it is there.
organisation-site-skills = What this site can do
organisation-latitude = Latitude
organisation-latitude-hint = In degrees: 45.7485. It puts the site on the map.
organisation-longitude = Longitude
organisation-longitude-hint = In degrees: 4.8467.
organisation-map = { $n ->
    [one] Map: { $n } site
   *[other] Map: { $n } sites
}
organisation-refusal-name-missing = A name is missing.
organisation-refusal-name-arrow = A name holds neither “›” nor “>”: they separate the units of a path.
organisation-refusal-oneself = Nobody reports to themselves. Choose a colleague.
organisation-refusal-nobody = No colleague has this name. Try their e-mail address.
organisation-refusal-several = Several colleagues have this name. Write the e-mail address.
organisation-refusal-circle = This person already reports, step by step, to the one you are placing.
organisation-refusal-deep = The org chart has at most { $max } levels.
organisation-refusal-which-unit = Several units have this name. Write the path, such as “Sales › South-East”.
organisation-refusal-no-unit = No unit has this name.
organisation-refusal-unit-circle = A unit cannot be part of itself.
organisation-refusal-twin = A unit already has this name in this place.
organisation-refusal-unit-full = This unit is not empty: people or other units are part of it.
organisation-refusal-site-taken = Another site already has this name.
organisation-refusal-coordinate = A number of degrees between -{ $most } and { $most }, or nothing in both fields.
organisation-profile-of = { $name }’s profile
