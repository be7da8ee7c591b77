newcomers-title = Getting started
newcomers-intro = Your first ninety days, at your own pace.
newcomers-go-on = Continue
newcomers-before = { $n ->
    [one] Tomorrow
   *[other] In { $n } days
}
newcomers-first-day = First day
newcomers-day = Day { $n }
newcomers-hello = Hello { $name } · { $day }
newcomers-done = { $done ->
    [0] { $n } steps ahead of you.
   *[other] { $done } of { $n } steps done.
}
newcomers-ahead = { $n ->
    [0] Nothing to catch up on, nothing planned this week.
    [one] Nothing to catch up on, one to do this week.
   *[other] Nothing to catch up on, two to do this week.
}
newcomers-phases = Your ninety days
newcomers-phase = { $phase ->
    [week] Week 1
    [first] Month 1
    [second] Month 2
   *[third] Month 3
}
newcomers-of = { $done } of { $all }
newcomers-tick = Done: { $title }
newcomers-is-done = , done
newcomers-private = Just for you
newcomers-go = { $kind ->
    [profile] Complete
    [photo] Add
    [skills] Choose
    [join] View
    [meet] View profile
    [read] Read
    [hello] Write
    [ask] Ask a question
    [answer] View questions
   *[task] Open
}
newcomers-go-to = { $go }: { $title }
newcomers-short = So that people find you
newcomers-people = The people of your 90 days
newcomers-your-buddy = Your buddy · any question, however small
newcomers-your-manager = Follows your arrival
newcomers-to-meet = To meet
newcomers-mood = How is it going?
newcomers-mood-seen = Seen by you and { $name } only. Optional.
newcomers-mood-alone = Seen by you only. Optional.
newcomers-mood-is = { $mood ->
    [well] Well
    [fair] All right
   *[hard] Hard
}
newcomers-mood-of = { $name } tells you how it is going:
newcomers-away-title = Not now?
newcomers-away-text = Put all of this away: nothing in the menu, no messages. You will find it here whenever you like.
newcomers-put-away = Put away
newcomers-is-away = Your journey is put away: nothing in the menu, no messages.
newcomers-bring-back = Bring it back
newcomers-over-title = You have arrived
newcomers-over = The journey is over. Thank you for taking it your own way.
newcomers-welcome = Welcome, { $name }
newcomers-welcome-text = Three small things, under three minutes: colleagues will be able to find you, and to ask you.
newcomers-parts = The three things
newcomers-part-skills = Your skills
newcomers-part-places = Your communities
newcomers-part-act = A first step
newcomers-back = Back
newcomers-pass = Skip
newcomers-later = Later
newcomers-next = Continue
newcomers-choose-skills = What can you do? Choose three.
newcomers-first-skill = One thing you can do
newcomers-other-skill = Another one
newcomers-other-skill-hint = In your own words: “Welding”, “Business French”.
newcomers-choose-places = What would you like to hear about?
newcomers-no-place = No further community to join for now.
newcomers-survey = Day { $n } check-in
newcomers-survey-due = Your day { $n } check-in: three questions, one minute.
newcomers-survey-open = Answer
newcomers-survey-intro = Three questions and, if you like, a sentence. One minute.
newcomers-survey-read-by = Read by you and { $name } only.
newcomers-survey-read-by-none = Read by you only: nobody follows your arrival.
newcomers-survey-totals = Administrators see totals alone, five answers at a time, without names or sentences.
newcomers-statement = { $statement ->
    [expected] I know what is expected of me
    [helped] I know whom to ask
   *[welcomed] I was made welcome
}
newcomers-holds = { $value ->
    [1] Not at all
    [2] Rather not
    [3] Mostly
   *[4] Entirely
}
newcomers-sentence = Anything else
newcomers-send-to = Send to { $name }
newcomers-send = Send
newcomers-quote = “{ $text }”
newcomers-arrivals = Arrivals
newcomers-arrivals-text = The people you accompany. You see shared steps: not what they read, nor what they write.
newcomers-arrivals-none-title = Nobody to accompany
newcomers-arrivals-none = Once somebody is entrusted to you, they will be here.
newcomers-person = Person
newcomers-days = Day
newcomers-journey = Journey
newcomers-then = Next
newcomers-your-part = Your part
newcomers-part = { $part ->
    [manager] Follows
   *[buddy] Buddy
}
newcomers-nothing-next = Nothing planned
newcomers-choose-buddy = Choose a buddy
newcomers-visit-alone = First visit only
newcomers-profile = Profile
newcomers-what-you-see = { $part ->
    [buddy] As a buddy you see shared steps, and how it is going if they say so. Not what they read, nor what they write.
    [manager] You see shared steps, and the check-ins they send you. Not what they read, what they write, or how they feel.
   *[both] You see shared steps, how it is going if they say so, and the check-ins they send you. Not what they read, nor what they write.
}
newcomers-written-for-you = Written for you. Nobody else reads it.
newcomers-buddy = Buddy
newcomers-buddy-is = Now: { $name }. You can name somebody else.
newcomers-buddy-text = Somebody of the same trade or site, for any question, however small.
newcomers-buddy-hint = Address or user name. They will be told. Empty: nobody.
newcomers-manager = Follows the arrival
newcomers-manager-hint = Address or user name. They see progress, not content. Empty: nobody.
newcomers-login = Address or user name
newcomers-login-hint = What they sign in with.
newcomers-admin = Arrivals
newcomers-journeys = Journeys
newcomers-journeys-none = No journey yet. Whoever arrives already has the first visit; a journey leads them further.
newcomers-steps = { $n ->
    [one] { $n } step
   *[other] { $n } steps
}
newcomers-leads = { $n ->
    [0] Nobody follows it now
    [one] Followed by { $n } person now
   *[other] Followed by { $n } people now
}
newcomers-for-all = For everyone
newcomers-on = On
newcomers-off = Off
newcomers-on-text = Given to everyone who arrives and whom it fits.
newcomers-off-text = Nobody gets it on arrival. You can give it yourself.
newcomers-switch-on = Switch on
newcomers-switch-off = Switch off
newcomers-remove = Delete
newcomers-new-journey = New journey
newcomers-new-journey-text = Start from a template, then change whatever is different with you.
newcomers-template-label = Template
newcomers-template = { $template ->
    [everyone] Arrival, any role
    [field] Arrival, with customers
   *[empty] Journey without steps
}
newcomers-template-hint = { $template ->
    [everyone] 15 steps, from the profile to the review.
    [field] 16 steps, with a meeting followed, then led.
   *[empty] You write it all.
}
newcomers-language = Language of the journey
newcomers-create = Create
newcomers-arriving = Arriving now
newcomers-arriving-none = Nobody is arriving at the moment.
newcomers-with-buddy = buddy: { $name }
newcomers-with-manager = followed by { $name }
newcomers-without-buddy = No buddy
newcomers-change = Arrival of { $name }
newcomers-change-text = What they do, read or answer is not shown here.
newcomers-lead = Accompany somebody
newcomers-lead-text = To give a journey to somebody who is already here, or to prepare an arrival.
newcomers-continue = Continue
newcomers-started = First day
newcomers-started-hint = Steps are counted from this day.
newcomers-end = End
newcomers-end-text = The journey ends by itself a week after day 90.
newcomers-totals = How arrivals are going
newcomers-totals-text = Totals alone, five answers at a time: nobody’s own can be worked out.
newcomers-totals-none = Fewer than five answers: nothing to show yet.
newcomers-answers = { $n ->
    [one] { $n } answer
   *[other] { $n } answers
}
newcomers-say-yes = { $yes ->
    [0] None of { $n } says yes
    [one] { $yes } of { $n } says yes
   *[other] { $yes } of { $n } say yes
}
newcomers-add-step = New step
newcomers-add = Add
newcomers-step = Step
newcomers-whom = For whom
newcomers-whom-text = Of all journeys that are on and fit, everyone gets the most specific: by role first, then by site, then by language.
newcomers-name = Name of the journey
newcomers-titles = Role
newcomers-titles-hint = Words of the role, between commas: advisor, sales. Empty: everyone.
newcomers-sites = Site
newcomers-sites-hint = Words of the site, likewise: Leeds, York. Empty: everyone.
newcomers-kind = { $kind ->
    [profile] Complete one’s profile
    [photo] Add one’s photo
    [skills] Say three skills
    [join] Join a community
    [meet] Meet somebody
    [read] Read
    [hello] Write a first post
    [ask] Ask a question
    [answer] Answer a question
   *[task] To do, ticked by hand
}
newcomers-edit-step = Edit { $title }
newcomers-remove-step = Delete { $title }
newcomers-day-label = Day
newcomers-day-hint = From 0, the first day, to { $max }.
newcomers-kind-label = What it asks for
newcomers-title-label = Title
newcomers-text-label = Why, and how long it takes
newcomers-text-hint = One sentence.
newcomers-target = Address
newcomers-target-hint = Copied from the browser’s bar: the community to join, the person to meet (empty: the buddy), the page to read.
newcomers-keeps-ticks = Whoever has done it keeps it done.
newcomers-refusal-name-missing = Give the journey a name.
newcomers-refusal-long = { $max } characters at most.
newcomers-refusal-language-unknown = That language is not offered.
newcomers-refusal-day-outside = A day from 0 to { $max }.
newcomers-refusal-title-missing = Give the step a title.
newcomers-refusal-read-where = Paste the address of the page to read, here in Ruche.
newcomers-refusal-target-unfit = That address does not suit this kind of step. Copy that of the page, here in Ruche.
newcomers-refusal-start-unknown = Choose a day within a year of today.
newcomers-refusal-answer-missing = Choose an answer.
newcomers-refusal-answered = You have already answered. Your answers stay as you sent them.
newcomers-refusal-oneself = Nobody accompanies themselves. Name somebody else.
newcomers-refusal-nobody = No colleague signs in with that. Check the address or the user name.
newcomers-refusal-journey-unknown = That journey is no longer there. Choose another one.
newcomers-refusal-template-unknown = Choose a template.
newcomers-refusal-journeys-many = { $max } journeys at most. Delete one first.
newcomers-refusal-steps-many = { $max } steps at most. Delete one first.
newcomers-refusal-no-step = Add at least one step before switching this journey on.
newcomers-refusal-kind-unknown = There is no such kind of step.
newcomers-refusal-mood-unknown = That answer is not offered.
newcomers-refusal-no-skill = Choose at least one, or skip.
newcomers-ready = { $step ->
    [profile] Complete your profile
    [photo] Add your photo
    [buddy] Meet your buddy
    [skills] Say three skills
    [join] Join a community
    [hello] Say hello
    [questions] Look through questions already asked
    [week] Talk over the first week
    [ask] Ask a first question
    [visit] Spend an hour with another trade
    [answer] Answer a question
    [month] Talk over the first month
    [confirm] Confirm a colleague’s skill
    [tell] Tell what you have learnt
    [review] Review the 90 days
    [follow] Sit in on a customer meeting
    [lead] Lead a meeting, with a colleague beside you
    [alone] Prepare a file on your own
   *[case] Share a customer case
}
newcomers-ready-text = { $step ->
    [profile] Your role and two lines about you: 2 minutes.
    [photo] People answer a face more readily.
    [buddy] A coffee, in person or on a call: 20 minutes.
    [skills] You will get the questions you can help with: 1 minute.
    [join] That of your team, your site or your trade.
    [hello] Three lines will do: who you are, where you come from.
    [questions] Yours may be there already, with its answer: 10 minutes.
    [week] With whoever follows your arrival: 30 minutes.
    [ask] A small question is a service: others wonder too.
    [visit] Ask your buddy whom to see.
    [answer] One is enough. Fresh eyes are worth a lot.
    [month] What works, what is missing, what surprises: 30 minutes.
    [confirm] Have you seen them at work? Say so on their profile.
    [tell] What you would have liked to know on the first day.
    [review] With whoever follows your arrival: 45 minutes.
    [follow] With a colleague, and nothing for you to say: half a day.
    [lead] You talk, a colleague listens; then you talk it over.
    [alone] Your buddy reads it afterwards.
   *[case] A situation, what you did, what you would do again.
}
