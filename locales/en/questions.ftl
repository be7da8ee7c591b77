questions-title = Questions
questions-intro = What your colleagues are looking for. Two lines from you may save them a day.
questions-ask = Ask a question
questions-filter = Filter the questions
questions-unanswered = Without an accepted answer
questions-all = All
questions-own = Mine
questions-none-title = No questions here
questions-none = Those that you may read will appear here.
questions-similar = This may have been answered already:
questions-answered = Answered
questions-answers = Answers
questions-accept = Accept this answer
questions-unaccept = No longer accept
questions-order = Order of the answers
questions-helpful-first = Most helpful
questions-oldest-first = Oldest first
questions-helpful = Helped me
questions-helped = { $n ->
    [one] Helped { $n } person
   *[other] Helped { $n } people
}
questions-helped-me = { $n ->
    [0] This answer helped me
    [one] This answer helped me, { $n } person says so
   *[other] This answer helped me, { $n } people say so
}
questions-leadership = Questions to leadership
questions-leadership-intro = Open to every colleague. Those that most people second come first.
questions-leadership-none-title = No question is waiting
questions-leadership-none = Ask the first one: choose Question, then whom it is for.
questions-waiting = Waiting
