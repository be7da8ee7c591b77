topics-title = Topics
topics-intro = The words your colleagues mark with a #, wherever you can read them.
topics-search = Find a topic
topics-order = Order of topics
topics-by-use = Used recently
topics-by-name = A to Z
topics-all = All topics
topics-older = That was the last 30 days.
topics-none-title = No topic in the last 30 days
topics-none = In a post, type # and a word: it becomes a topic.
topics-none-found-title = No topic starts like that
topics-none-found = Try a shorter word, or browse the list.
topics-last-used = Last used:
topics-follow = Follow
topics-following = Following
topics-follower-count = { $n ->
    [0] No followers yet
    [one] { $n } follower
   *[other] { $n } followers
}
topics-about = What this topic is about
topics-about-hint = A few sentences, up to 500 characters, in Markdown. Every employee who meets this topic reads them, wherever it is used: nothing confidential here.
topics-not-described = Nobody has said yet what this topic is about.
topics-describe = Describe this topic
topics-edit = Edit
topics-see = See what carries this topic
topics-changed-by = Last changed by
topics-around = Who knows about it, related topics
topics-experts = Who knows about it
topics-experts-none = No accepted answer or reaction on this topic yet.
topics-experts-text = Based on what you can read.
topics-answers = { $n ->
    [one] { $n } accepted answer
   *[other] { $n } accepted answers
}
topics-votes = { $n ->
    [one] { $n } “Helped me”
   *[other] { $n } “Helped me”
}
topics-posts = { $n ->
    [one] { $n } post
   *[other] { $n } posts
}
topics-reactions = { $n ->
    [one] { $n } reaction
   *[other] { $n } reactions
}
topics-related = Related topics
topics-trends = Trending
topics-trends-text = Topics used more than usual in the last seven days, in what you can read.
topics-trends-see = See what is trending
topics-trends-none = Nothing stands out this week.
topics-trends-uses = { $n } times in seven days, by { $people } people
topics-rename = Rename this topic
topics-name = New name
topics-name-hint = The old word will lead to the new one; posts already published keep their text.
topics-rename-submit = Rename
topics-merge = Merge with another topic
topics-merge-text = Everything that carries { $topic } will carry the other topic, its followers will follow the other one, and the word will lead there. This cannot be undone.
topics-merge-into = Topic to keep
topics-merge-type = To confirm, type { $topic }
topics-merge-submit = Merge
topics-refusal-description-long = { $max } characters at most.
topics-refusal-changed = Somebody changed this text meanwhile. Yours is kept here: copy it, then reload the page.
topics-refusal-name = One word of 2 to 50 letters, digits, hyphens or underscores, with at least one letter.
topics-refusal-taken = That word already belongs to another topic.
topics-refusal-merge-unknown = You can read no topic of that name.
topics-refusal-merge-same = That is the same topic.
topics-refusal-merge-name = Type exactly the name of the topic that goes away.
