comments-count = { $n ->
    [0] No comments yet
    [one] { $n } comment
   *[other] { $n } comments
}
comments-earlier = See earlier comments
comments-later = See later comments
comments-more-replies = { $n ->
    [one] See { $n } more reply
   *[other] See { $n } more replies
}
comments-replies = Replies
comments-reply = Reply
comments-reply-placeholder = Your reply…
comments-placeholder = Write a comment…
comments-send = Send
comments-deleted = Comment deleted
comments-actions = Actions for the comment by { $name }
comments-join-to-comment = Join this community to comment.
comments-one = Comment
comments-without-text = Comment without text
comments-refusal-already-published = This comment was already sent once, then you changed it. It was not sent again.
comments-archived = This post is archived: it is answered no more.
comments-outside = Also read outside: { $companies }
