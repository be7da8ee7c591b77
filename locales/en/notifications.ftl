notifications-intro = What concerns you, newest first.
notifications-read-all = Mark all as read
notifications-read-mentions = Mark mentions as read
notifications-set = Notification settings
notifications-filter = Filter notifications
notifications-all = All
notifications-mentions = Mentions
notifications-today = Today
notifications-this-week = This week
notifications-earlier = Earlier
notifications-unread = Unread
# From 100 on, nobody counts.
notifications-bell = { $n ->
    [0] Notifications
    [100] Notifications, more than 99 unread
   *[other] Notifications, { $n } unread
}
notifications-quote = “{ $text }”
notifications-none-title = Nothing yet
notifications-none = What concerns you will show up here: mentions, replies, reactions and invitations.
notifications-no-mention-title = No mentions yet
notifications-no-mention = When someone writes your name after an @, you will see it here.
# $who is a person, $link what it is about.
notifications-mention-html = { $others ->
    [0] { $who } mentioned you in { $link }
    [one] { $who } and { $others } other person mentioned you in { $link }
   *[other] { $who } and { $others } others mentioned you in { $link }
}
notifications-thanked-html = { $who } thanks you in { $link }
notifications-reply-html = { $others ->
    [0] { $who } replied to { $link }
    [one] { $who } and { $others } other person replied to { $link }
   *[other] { $who } and { $others } others replied to { $link }
}
notifications-reaction-html = { $others ->
    [0] { $who } reacted to { $link }
    [one] { $who } and { $others } other person reacted to { $link }
   *[other] { $who } and { $others } others reacted to { $link }
}
notifications-invitation-html = { $others ->
    [0] { $who } invites you to { $link }
    [one] { $who } and { $others } other person invite you to { $link }
   *[other] { $who } and { $others } others invite you to { $link }
}
notifications-added-html = { $others ->
    [0] { $who } added you to { $link }
    [one] { $who } and { $others } other person added you to { $link }
   *[other] { $who } and { $others } others added you to { $link }
}
notifications-request-html = { $others ->
    [0] { $who } asks to join { $link }
    [one] { $who } and { $others } other person ask to join { $link }
   *[other] { $who } and { $others } others ask to join { $link }
}
notifications-accepted-html = Your request was accepted: welcome to { $link }
notifications-a-text = { $kind ->
    [post] a post
    [comment] a comment
   *[other] a text
}
notifications-your-text = { $kind ->
    [post] your post
    [comment] your comment
   *[other] what you wrote
}
notifications-your-words = what you wrote
notifications-kind = { $kind ->
    [mention] Mentions
    [reply] Replies
    [answer] Accepted answers
    [search] Searches you follow
    [share] Shares
    [reaction] Reactions
    [skill] Confirmed skills
    [newcomer] Arrivals
    [event] Events
    [invitation] Invitations
   *[request] Requests
}
notifications-kind-hint = { $kind ->
    [mention] Someone writes your name after an @.
    [reply] Someone replies to what you wrote.
    [answer] Your answer to a question is accepted.
    [search] A search that you follow finds something new.
    [share] Someone shares your post elsewhere.
    [skill] Someone confirms what you can do.
    [newcomer] A step of your journey is due, or somebody is entrusted to you.
    [reaction] Someone reacts to what you wrote.
    [event] An event that you go to changes its date or place.
    [invitation] Someone invites you to a community.
   *[request] Someone asks to join a community you look after, or your own request is accepted.
}
notifications-search-html = { $who } posted what you are looking for: { $link }
notifications-share-html = { $who } shared { $link }
notifications-answer-html = { $who } accepted your answer to { $link }
notifications-event-html = { $who } changed the date or the place of { $link }
notifications-announcement-html = { $who } asks you to read { $link }
notifications-review-html = { $who } asks you to read { $link } before it appears
notifications-approved-html = { $who } accepted { $link }
notifications-returned-html = { $who } sends { $link } back to you
notifications-behalf-html = { $who } published { $link } in your name
notifications-failed-html = Your planned post could not appear: { $link }
notifications-handed-html = { $who } has handed { $link } over to you: you own it now
notifications-archived-html = { $who } archived { $link }
notifications-unarchived-html = { $who } reopened { $link }
notifications-skill-html = { $others ->
    [0] { $who } confirms your skill { $link }
    [one] { $who } and { $others } other person confirm your skill { $link }
   *[other] { $who } and { $others } others confirm your skill { $link }
}
notifications-buddy-html = { $who } entrusts you with welcoming { $link }: you are their buddy
notifications-manager-html = { $who } asks you to follow the arrival of { $link }
notifications-begun-html = { $who } prepared { $link }
notifications-your-journey = your journey as a newcomer
notifications-due-html = A step for these days: { $link }
notifications-asked-html = Three questions, one minute: { $link }
notifications-said-html = { $who } tells you { $link }
notifications-how-it-is = how their arrival is going
notifications-team-own-html = { $who } names you as manager and joins { $link }
notifications-team-html = { $who } placed { $link } in your team
notifications-your-team = your team
notifications-ending-soon-html = Within 30 days the access ends: { $link }
notifications-ending-html = Within 7 days the access ends: { $link }
notifications-proposed-html = Add { $link } to your skills? Your answers show it.
notifications-question-html = { $who } counts on you: { $link }
