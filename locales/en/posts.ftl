posts-reason-followed = Because you follow { $name }
posts-reason-topic = Because you follow { $topic }
posts-pinned = Pinned
posts-whole-company = Whole company
posts-edited = edited
posts-read-all = Read it all
posts-missing-file = Photo not supplied when the data was taken over.
posts-comment-count = { $n ->
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
posts-format-table = Table
posts-table = Table
posts-table-row = Row
posts-table-column = Column
posts-table-delete-row = Delete row
posts-table-delete-column = Delete column
posts-table-delete = Delete table
posts-emoji = Emoji
posts-emoji-all = Choose an emoji
posts-emoji-search = Search emoji
posts-emoji-recent = Recent
posts-emoji-found = Found
posts-emoji-found-one = { "{n}" } emoji
posts-emoji-found-other = { "{n}" } emoji
posts-emoji-found-none = No emoji has that name.
posts-emoji-faces = Faces and feelings
posts-emoji-people = People and gestures
posts-emoji-nature = Animals and nature
posts-emoji-food = Food and drink
posts-emoji-places = Travel and places
posts-emoji-activities = Activities
posts-emoji-objects = Objects
posts-emoji-symbols = Symbols
posts-emoji-flags = Flags
posts-format-mention = Mention someone
posts-format-topic = Add a topic
posts-link-address = Address of the link
posts-link-set = Set the link
posts-link-unset = Remove
posts-refusal-empty = Write something, or add a photo.
posts-refusal-bot-names = A bot mentions { $max } people at most at a time.
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
posts-history = Earlier versions
posts-history-none-title = No earlier versions
posts-history-none = This post has not been edited.
posts-history-of = Version of { $at }
posts-refusal-heading-missing = Give it a title: that is what people read first.
posts-refusal-heading-too-long = { $max } characters at most.
posts-refusal-poll-options-few = Offer at least two options.
posts-refusal-poll-options-many = { $max } options at most.
posts-refusal-poll-options-same = Two options are the same.
posts-refusal-poll-option-long = { $max } characters at most for each option.
posts-refusal-poll-voted = People have voted already: the options no longer change. The closing date may.
posts-refusal-poll-closed = This poll is closed: your vote was not taken.
posts-refusal-event-over = This event is over: your answer was not taken.
posts-refusal-event-start-missing = Say when it starts.
posts-refusal-event-end-wrong = It ends after it starts, and 31 days later at most.
posts-refusal-time-unreadable = This date cannot be read. Example: 2026-03-12T18:00
posts-refusal-time-past = This date has passed already.
posts-refusal-kudos-value-missing = Say what the thanks are for.
posts-refusal-kudos-nobody = Mention in the text at least one person to thank other than yourself: @ then the name.
posts-refusal-choice-unknown = This choice is not offered.
posts-refusal-announcement-others = Announcements to confirm are published by those in charge of the place. Choose another format.
posts-refusal-reminded-already = A reminder went out less than a day ago.
posts-audience-reviewed = Someone who looks after the community will read your post before it appears.
posts-archived-since = Archived { $at }: it can be read, and is answered no more
posts-archive = Archive
posts-unarchive = Take out of the archives
posts-archives = Archives
posts-archives-intro = { $place }: what has left the feed and can still be read.
posts-archives-none-title = Nothing in the archives
posts-archives-none = What is archived, or has passed its date, is found here.
posts-refusal-time-far = Choose a date within two years.
posts-refusal-archived = This post is archived: it is answered no more.
posts-refusal-review-needed = In this community, someone who looks after it reads first.
posts-refusal-draft-elsewhere = This draft was taken up on another device meanwhile. Your text is kept here; open the other version in your drafts.
posts-refusal-draft-gone = This text has appeared already, or was thrown away on another device. What you see is kept here.
posts-refusal-drafts-many = { $max } drafts at most. Publish some, or throw some away.
posts-refusal-author-left = Its author’s account is closed.
posts-refusal-behalf-elsewhere = This person does not write in this place. Choose another one, or publish as yourself.
posts-refusal-behalf-lost = You cannot publish in this person’s name, or not any more. Your text is kept.
posts-refusal-place-lost = You cannot write in this place any more. Choose another one, then send it.
posts-refusal-share-gone = This post was deleted or is no longer yours to read: it cannot be shared any more. Your text is kept.
posts-refusal-note-missing = Say in a few words what to look at again.
posts-print = Print
posts-as-whom = Publish as
posts-as-oneself = Myself
posts-published-by = Published by { $name }
posts-share = Share
posts-share-placeholder = Why share it? (optional)
posts-shared-hidden = A post is shared here, but it is not yours to read or was deleted.
posts-shared-readers = It stays in “{ $place }”: only people who read that place will see it here.
posts-language = Language of the text
posts-language-guessed = Guessed
posts-refusal-language-unknown = That language is not on offer. Choose one from the list.
posts-folded = { $language ->
    [fr] In French, by { $name }
    [en] In English, by { $name }
    [de] In German, by { $name }
    [es] In Spanish, by { $name }
    [it] In Italian, by { $name }
    [pt] In Portuguese, by { $name }
    [nl] In Dutch, by { $name }
   *[other] In another language, by { $name }
}
posts-unfold = Show
posts-fold = Fold
