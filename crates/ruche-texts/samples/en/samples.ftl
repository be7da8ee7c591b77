# Texts for tests: each shows one form that a text may take.
-brand = Ruche
samples-plain = Skip to “content”
samples-brand = Welcome to { -brand }, { samples-plain }
samples-literal = { "" }  two!{ " " }
samples-lines =
    First line
    second
samples-who = { $what } was written by { $who }
samples-count = { $n ->
    [0] No comment
    [one] { $n } comment
   *[other] { $n } comments
}
samples-around = { $name } has { $n ->
    [one] one day
   *[other] { $n } days
} left.
samples-kind = { $kind ->
    [post] your post
    [comment] your comment
   *[other] your text
}
samples-nested = { $kind ->
    [post] { $n ->
        [one] one post
       *[other] posts
    }
   *[other] something else
}
samples-only-french = { $n ->
   *[other] Chosen
}
samples-mention-html = { $who } & others “mentioned” <{ $kind ->
    [post] the post
   *[other] { $kind }
}> { $n ->
    [one] once
   *[other] { $n } times
}
samples-refusal-empty = Write something.
samples-refusal-body-too-long = { $max } characters at most, there are { $length }.
samples-refusal-too-many = { $max ->
    [one] One file only.
   *[other] { $max } files at most.
}
two-words-refusal-bad-password = This password is not the right one.
