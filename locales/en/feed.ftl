feed-title = Home feed
feed-empty-title = Your feed is still empty
feed-empty = Join a community or follow a colleague: what they post will arrive here.
feed-find = See the communities
feed-stopped-here = You stopped here
feed-up-to-date = You are up to date.
