webhooks-title = Webhooks
webhooks-intro = Tell a program what happens in this community.
webhooks-open = Manage webhooks
webhooks-explained = As soon as something happens here, a webhook sends to an address who did what, on what and where: a title and a link, never the text. The program gets only what the person who last changed the webhook can see.
webhooks-none = No webhook yet.
webhooks-new = New webhook
webhooks-made-at = Made
webhooks-name = Name
webhooks-name-hint = The program that will be told, for instance. Only owners see it.
webhooks-url = Address
webhooks-url-hint = An https address on the internet.
webhooks-kinds = What is sent
webhooks-kind = { $kind ->
    [post-published] A new post
    [post-edited] An edited post
    [comment-published] A new reply
    [answer-accepted] An accepted answer to a question
    [member-joined] Somebody joining the community
   *[other] A trial
}
webhooks-make = Create the webhook
webhooks-secret-made = Here is the webhook’s secret. Copy it now: it will not be shown again.
webhooks-secret-how = The program uses it to check the signature of what it receives, the “Standard Webhooks” way.
webhooks-secret-copy = Copy the secret
webhooks-secret-copied = Secret copied.
webhooks-state = { $state ->
    [on] On
    [trying] Not answering
    [paused] Paused
    [orphaned] Nobody in charge
   *[failing] Stopped
}
webhooks-state-title = State
webhooks-state-on = What happens in the community is sent.
webhooks-state-trying = { $n ->
    [one] The last attempt did not arrive.
   *[other] The last { $n } attempts did not arrive.
} It is being tried again. First failure:
webhooks-state-paused = Nothing is sent. What happens during the pause will not be sent later either.
webhooks-state-orphaned = Nothing is sent: the person who set up this webhook no longer owns the community. If you start it again, you answer for it.
webhooks-state-failing = Nothing is sent any more: the address has not answered, or has refused everything, for over a day. Correct it if need be, then start again.
webhooks-trial = Send a trial
webhooks-pause = Pause
webhooks-resume = Start again
webhooks-replace-secret = Replace the secret
webhooks-remove = Delete
webhooks-edit = Settings
webhooks-log = Deliveries
webhooks-log-kept = Deliveries stay here for 30 days.
webhooks-log-empty = Nothing has been sent yet. A trial tells at once whether the address answers.
webhooks-outcome = { $outcome ->
    [waiting] Waiting
    [delivered] Delivered
    [failed] Given up
   *[gone] Nothing left to tell
}
webhooks-attempts = { $n ->
    [one] { $n } attempt
   *[other] { $n } attempts
}
webhooks-answered = Answered { $status }
webhooks-no-answer = No answer
webhooks-took = { $ms } ms
webhooks-again = Next attempt on { $date }
webhooks-answer = Beginning of the answer
webhooks-replay = Send again
webhooks-replay-of = Send the delivery of { $date } again
webhooks-refusal-name-missing = Give this webhook a name.
webhooks-refusal-too-long = { $max } characters at most.
webhooks-refusal-address = It takes an https address, on the internet and on a usual port.
webhooks-refusal-kinds-missing = Tick at least one thing.
webhooks-refusal-kind-unknown = A webhook sends no such thing.
webhooks-refusal-many = This community has { $max } webhooks already. Delete one first.
webhooks-refusal-paused = This webhook is stopped. Start it again first.
webhooks-refusal-off = This server sends nothing outside: those who run it decided so.
toast-refusal-webhook-removed = Webhook deleted.
toast-refusal-webhook-paused = Webhook paused.
toast-refusal-webhook-resumed = Webhook started again.
toast-refusal-webhook-trial = Trial sent. Reload the page to see the answer.
toast-refusal-webhook-replayed = Sent again.
