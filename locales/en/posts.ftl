posts-reason-followed = Because you follow { $name }
posts-pinned = Pinned
posts-whole-company = Whole company
posts-edited = edited
posts-read-all = Read it all
posts-missing-file = Photo not supplied when the data was taken over.
posts-comment-count = { $n ->
    [0] Comment
    [one] Comment, { $n } comment
   *[other] Comment, { $n } comments
}
posts-comment = Comment
posts-actions = Actions for the post by { $name }
posts-open = Open
posts-copy-link = Copy the link
posts-link-copied = Link copied.
posts-edit = Edit
posts-pin = Pin
posts-unpin = Unpin
posts-delete = Delete
posts-of = Post by { $name }
posts-crumbs = Breadcrumbs
posts-post = Post
posts-bin-intro = What you deleted stays here for 30 days, for you alone to see.
posts-bin-empty-title = The bin is empty
posts-bin-empty = What you delete stays here for 30 days.
posts-without-text = Post without text
posts-deleted-at = deleted
posts-restore = Restore
posts-none-title = No posts yet
posts-none = What is posted, and open to you, will appear here.
posts-first-title = Nothing has been posted here yet
posts-first = Say hello, ask a question, show a photo: the first word is yours.
posts-new-one = { "{n}" } new post
posts-new-other = { "{n}" } new posts
posts-new-some = Something new: reload
posts-whats-new = What’s new, { $name }?
posts-photo = Photo
posts-document = Document
posts-ask-someone = Ask someone
posts-audience = { $readers ->
    [one] { $readers } person will read this.
   *[other] { $readers } people will read this.
}
posts-audience-partners = { $readers ->
    [one] { $readers } person will read this, outside companies included: { $companies }.
   *[other] { $readers } people will read this, some of them in outside companies: { $companies }.
}
posts-edit-title = Edit the post
posts-close = Close, the draft is kept
posts-draft-kept = Draft kept on this device
posts-draft-not-kept = The draft could not be kept
posts-see-first = See what was posted the first time
posts-publish-as-new = Post separately
posts-where = Where to post
posts-placeholder = News, a question, something that went well?
posts-throw-away = Throw away
posts-thrown = Draft thrown away.
posts-problem-network = No network. Your text is kept: send it again when you are back.
posts-problem-session = Your session has ended. Your text is kept: sign in again in another tab, then send it.
posts-problem-server = The service is not answering. Your text is kept: send it again in a moment.
posts-problem-closed = You can no longer write here: what you answer was removed, or this place is no longer open to you. Your text is kept on this device.
posts-problem-busy = You are sending many things at once. Your text is kept: wait a minute, then send it again.
posts-problem-unfit = This could not be accepted. Your text is kept: reload the page, then send it again.
posts-problem-files = A file is not sent yet, or was refused. Try it again or remove it.
posts-your-text = Your text
posts-markdown = Formatting: **bold**, *italic*, - list, > quote, [link](address), #topic.
posts-suggest = Suggestions
posts-suggest-people = People to mention
posts-suggest-topics = Topics
posts-suggestion-one = { "{n}" } suggestion
posts-suggestion-other = { "{n}" } suggestions
posts-suggestion-none = No suggestions
posts-will-not-read = Will not read it
posts-formats = Formatting
posts-format-bold = Bold
posts-format-italic = Italic
posts-format-heading = Heading
posts-format-list = List
posts-format-numbers = Numbered list
posts-format-quote = Quote
posts-format-code = Code
posts-format-link = Link
posts-format-mention = Mention someone
posts-format-topic = Add a topic
posts-link-address = Address of the link
posts-link-set = Set the link
posts-link-unset = Remove
posts-refusal-empty = Write something, or add a photo.
posts-refusal-key-missing = This page has expired. Reload it and try again: your text is kept.
posts-refusal-edited-meanwhile = This post was edited elsewhere in the meantime. Your text is kept here; open the post in another tab to compare.
posts-refusal-already-published = This text was already posted once, then you changed it. It was not posted again.
posts-refusal-too-fast = You are posting very fast. Try again in { $seconds } s: your text is kept.
posts-reason-company = Posted for the whole company
posts-reason-joined = Because you are a member of { $place }
posts-outside = { $names }: the mention has no effect, this post is not open to them.
posts-outside-company = Posts for the whole company are not read by partners.
posts-outside-invite = Invite to the community
posts-outside-ask = See the owners
