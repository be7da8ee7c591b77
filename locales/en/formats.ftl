formats-title = Format
formats-message = Message
formats-question = Question
formats-poll = Poll
formats-event = Event
formats-kudos = Kudos
formats-idea = Idea
formats-announcement = Announcement
formats-heading = Title
formats-question-hint = Say what you are looking for and what you have tried already. You will accept the answer that helped you.
formats-idea-hint = Say what would change, and for whom. Others vote; those in charge say how far it is.
formats-kudos-hint = In the text, mention with an @ the person or people you thank.
formats-announcement-hint = Each reader will have to confirm having read it. You will see who has not yet. If you set a date, they are reminded the day before.
formats-options = Options
formats-option = Option { $n }
formats-poll-fixed = Once the first votes are in, the options no longer change.
formats-several = Several may be chosen
formats-anonymous = Anonymous vote
formats-anonymous-hint = Nobody will see who chose what.
formats-closes = End of the vote
formats-your-time = In your own time zone.
formats-starts = Start
formats-ends = End
formats-venue = Place
formats-venue-hint = A room, an address, or the link of the video call.
formats-value = What for
formats-value-team = Team spirit
formats-value-help = A helping hand
formats-value-initiative = Initiative
formats-value-quality = Careful work
formats-value-customer = Care for the customer
formats-confirm-by = Confirm before
formats-accepted = Accepted answer
formats-see-answer = See the answer
formats-percent = { $percent }%
formats-votes = { $n ->
    [0] no votes
    [one] { $n } vote
   *[other] { $n } votes
}
formats-votes-word = { $n ->
    [one] vote
   *[other] votes
}
formats-voters = { $n ->
    [0] Nobody has voted yet
    [one] { $n } person voted
   *[other] { $n } people voted
}
formats-vote = Vote
formats-vote-again = Change my vote
formats-vote-for = { $n ->
    [0] Vote for this idea, no votes
    [one] Vote for this idea, { $n } vote
   *[other] Vote for this idea, { $n } votes
}
formats-is-anonymous = anonymous vote
formats-closed-at = closed on { $at }
formats-closes-at = until { $at }
formats-who-voted = See the figures and who voted
formats-until = until { $at }
formats-planned = ({ $at }, { $zone } time)
formats-coming = { $n ->
    [0] Nobody has signed up yet
    [one] { $n } person is coming
   *[other] { $n } people are coming
}
formats-see-who = See who
formats-event-over = This event is over.
formats-yes = I’m coming
formats-maybe = Maybe
formats-no = I can’t
formats-add-to-calendar = Add to calendar
formats-all-events = Add all events to my calendar
formats-stage-proposed = Proposed
formats-stage-studied = Under study
formats-stage-accepted = Accepted
formats-stage-done = Done
formats-stage-declined = Declined
formats-progress = Progress
formats-move = Change
formats-confirmed = { $all ->
    [0] { $n } confirmed
   *[other] { $n } of { $all } confirmed
}
formats-who-not-yet = Who has not yet?
formats-you-confirmed = You confirmed
formats-i-read = I have read it
formats-must-read = To read and confirm
formats-before = Before { $at }
formats-responses = Who responded
formats-have-confirmed = Have confirmed
formats-not-yet = Not yet
formats-remind = Remind them
formats-reminds-at = Those who have not confirmed will be reminded automatically on { $at }.
formats-reminded-at = Last reminder sent on { $at }.
formats-and-others = Only the first 200 people are named.
formats-nobody-title = Nobody yet
formats-nobody = Those who respond will appear here.
formats-see-table = See the results as a table
formats-results = Results of the vote
formats-results-option = Option
formats-results-votes = Votes
formats-results-share = Share of voters
formats-level = To whom
formats-level-everyone = To everyone
formats-level-top = To the top of the company
formats-level-second = To the second level of the chart
formats-level-third = To the third level of the chart
formats-level-answer = Answer of the person asked
formats-second = { $n ->
    [0] Second this question
    [one] Second this question, { $n } person does
   *[other] Second this question, { $n } people do
}
