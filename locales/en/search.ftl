search-title = Search
search-here = Search Ruche
search-words = Words to search for
search-placeholder = A person, a topic, a word…
search-private = Only what you are allowed to read. Nobody sees what you search for.
search-results = { $n ->
    [0] No results
    [one] { $n } result
   *[other] { $n } results
}
search-results-for = { $n ->
    [0] No results for “{ $words }”
    [one] { $n } result for “{ $words }”
   *[other] { $n } results for “{ $words }”
}
search-absent = Search is getting ready and has nothing to show yet. Everything else works.
search-building = The index is being rebuilt. Search works meanwhile.
search-kinds = Kinds of results
search-all = All
search-people = People
search-posts = Posts and replies
search-files = Files
search-communities = Communities
search-topics = Topics
search-see-all = See all
search-see-all-of = See all: { $name }
search-refine = Refine
search-clear = Clear filters
search-apply = Apply
search-order = Sort
search-by-relevance = Most relevant first
search-by-date = Newest first
search-place = Where
search-everywhere = Everywhere
search-by = Written by
search-from = From
search-until = Until
search-format = Format
search-language = Language
search-any = Any
search-a-format = { $format ->
    [question] Question
    [poll] Poll
    [event] Event
    [kudos] Kudos
    [idea] Idea
   *[announcement] Announcement
}
search-start-title = What are you looking for?
search-start = Accents and typing mistakes do not matter. Type @ for a person, # for a topic; words in quotes stand together.
search-saved = Searches you follow
search-saved-hint = A notification comes when one of them finds something new. Only you can see them.
search-keep = Follow this search
search-kept = Following
search-forget = Stop following “{ $words }”
search-none-title = Nothing matches
search-none = Try one word fewer, or another one. Perhaps nobody has talked about it yet: ask.
search-none-filtered = Try fewer filters, or another word.
search-nobody = Nobody of that name: { $name }.
search-ask = Ask the question
search-in-reply = In reply to
search-answers = { $n ->
    [one] { $n } answer
   *[other] { $n } answers
}
search-members = { $n ->
    [one] { $n } member
   *[other] { $n } members
}
search-pages = Pages of results
search-previous = Previous
search-next = Next
search-everywhere-for = Search everywhere
search-a-community = Community
search-a-topic = Topic
search-suggestions = Suggestions
search-refusal-empty = Search for something first: that search is the one you will follow.
search-refusal-many = You follow { $max } searches already. Remove one first.
