tokens-title = Your tokens
tokens-intro = A token lets a program act for you through the API, with your rights and no others.
tokens-description = Description of the API (OpenAPI)
tokens-none = No token yet.
tokens-new = New token
tokens-name = What it is for
tokens-name-hint = The name of the program, for instance. Only you see it.
tokens-scopes = What the program may do
tokens-scope = { $scope ->
    [content-read] Read posts, replies, files and topics, and search
    [content-write] Post, reply, react, send files
    [people-read] Read profiles, the directory and communities
    [people-write] Change your profile, join and look after communities
    [self-read] Read your notifications, drafts and settings
    [self-write] Change your notifications, drafts and settings
   *[other] Administer the company
}
tokens-days = Ends
tokens-in-days = { $n ->
    [365] In a year
   *[other] In { $n } days
}
tokens-make = Create the token
tokens-made = Here is the token. Copy it now: it will not be shown again.
tokens-how = The program sends it with each request, in the Authorization header, after the word Bearer.
tokens-copy = Copy the token
tokens-copied = Token copied.
tokens-until = Until { $date }
tokens-used = Used on { $date }
tokens-unused = Never used
tokens-ended = Ended
tokens-ending = Ends soon
tokens-revoke = Revoke
tokens-revoke-named = Revoke “{ $name }”
tokens-refusal-name-missing = Say what this token is for.
tokens-refusal-scope-missing = Tick at least one thing.
tokens-refusal-days-wrong = A token lasts { $max } days at most.
tokens-refusal-many = You have { $max } tokens already. Revoke one first.
