writing-refusal-too-long = At most { $max } characters. Shorten it, or attach a document.
writing-refusal-too-heavy = This text repeats signs so often that it cannot be shown. Shorten it.
writing-own-post = Post
writing-own-comment = Comment
