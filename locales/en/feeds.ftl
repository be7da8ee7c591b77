# The feeds that a feed reader reads again: a community, a topic.
feeds-name = { $company }: { $name }
feeds-of = The feed of { $name }
feeds-intro = A feed reader (Thunderbird, NetNewsWire, FreshRSS…) can show you what appears here without opening Ruche. It needs a private address, which it reads again by itself.
feeds-secret = Whoever knows this address reads what you read here, without signing in. Give it to nobody. It stops answering as soon as you no longer read this place.
feeds-how = In your feed reader, choose to add a feed (it is Atom), then paste the address.
feeds-back = Back to { $name }
feeds-none = No feed address yet
feeds-find = See the communities
feeds-where = To make an address, open a community or a topic, then “Feed”.
feeds-lost = A place that you no longer read
feeds-delete = Delete the address of the feed of { $name }
feeds-refusal-too-many = { $max } feed addresses at most. Delete one in your settings.
