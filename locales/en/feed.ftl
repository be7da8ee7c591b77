feed-title = Home feed
feed-empty-title = Your feed is still empty
feed-empty = Join a community or follow a colleague: what they post will arrive here.
feed-find = See the communities
feed-stopped-here = You stopped here
feed-up-to-date = You are up to date.
feed-order = Order of the feed
feed-newest = Newest first
feed-relevant = Most useful first
feed-order-set = Adjust the order of the feed
feed-order-title = The order of your feed
feed-order-intro = By date and nothing else; or what is most useful to you first, by three rules that you weigh.
feed-order-first = When the home page opens
feed-newest-hint = The date alone. A line marks where you stopped.
feed-relevant-hint = The 200 newest posts of your feed, arranged by the rules below.
feed-rule-needs = What is waiting for you
feed-rule-needs-hint = A mention, an announcement to confirm, a poll or an event you have not answered, a question without an answer, above all on a topic you follow.
feed-rule-people = Who writes, and about what
feed-rule-people-hint = People and topics you follow, and colleagues whose posts you commented on in the last 30 days.
feed-rule-echo = What colleagues made of it
feed-rule-echo-hint = Their reactions and comments, beside what posts in the same place usually get. A comment counts as two reactions.
feed-weight = { $level ->
    [none] Not at all
    [low] A little
    [high] A lot
   *[normal] Normally
}
feed-order-age = What a post weighs is halved every two days: nothing stays on top for long. Each one says the main reason for its place.
feed-order-honest = Nothing comes from what you read or open, and nobody is rated. Only you see these settings.
feed-refusal-weight-unknown = This page has changed. Reload it, then try again.
feed-arranged-end = Those were the 200 newest posts, most useful first.
feed-rest = Go on by date
feed-why-mentioned = You are mentioned
feed-why-confirm = Announcement for you to confirm
feed-why-vote = Poll you have not answered
feed-why-attend = Event you have not answered
feed-why-question-on = Question without an accepted answer on { $topic }, which you follow
feed-why-question = Question nobody has answered yet
feed-why-followed = You follow { $name }
feed-why-talked = You recently commented on a post by { $name }
feed-why-topic = About { $topic }, which you follow
feed-why-echo = Getting a response: { $what }
feed-why-new = New post
feed-comments = { $n ->
    [one] { $n } comment
   *[other] { $n } comments
}
