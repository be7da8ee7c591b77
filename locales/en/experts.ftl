experts-title = Who knows…?
experts-intro = Write the question. Here is who can help, and what shows it. You choose.
experts-question = Your question
experts-example = Which charger for twenty vans at night?
experts-start-title = Ask it as it comes
experts-start = A sentence or a few words. We look at accepted answers, confirmed skills and what was written where you read.
experts-none-title = Nobody stands out
experts-none = Nothing close was written where you read, and no profile holds these words.
experts-answered = Perhaps already answered:
experts-ask-all = Ask everyone
experts-count = { $n ->
    [one] { $n } person can help, ranked by what is close to the question and by recent answers.
   *[other] { $n } people can help, ranked by what is close to the question and by recent answers.
}
experts-ask = Ask the question
experts-ask-text = Those you tick, { $most } at most, will be mentioned. You choose next where the question appears.
experts-choose = Ask
experts-how = How it is ranked: accepted answers, answers that somebody found helpful, texts that are close, confirmed skills; what is recent counts more. Neither rank nor seniority. Nobody else sees this ranking.
experts-accepted = { $n ->
    [one] { $n } accepted answer about this
   *[other] { $n } accepted answers about this
}
experts-answers = { $n ->
    [one] { $n } answer close to it
   *[other] { $n } answers close to it
}
experts-texts = { $n ->
    [one] { $n } text close to it
   *[other] { $n } texts close to it
}
experts-last = latest: { $ago }
experts-language = Language spoken
experts-route-title = Ask the 3 people likeliest to know
experts-route-text = It appears where you say, and the three people who are likeliest to know, among those who read there, are told at once. Those who were asked a lot lately are spared. Without an answer after a working day three others are asked, and then three more.
experts-route-where = Where to ask
experts-route = Ask the 3 people
experts-accepts-none = Wishes to receive no questions
experts-full = { $n ->
    [one] Has { $n } question this week already
   *[other] Has { $n } questions this week already
}
experts-waiting = { $n ->
    [one] { $n } question waiting
   *[other] { $n } questions waiting
}
experts-asked-title = Who was asked
experts-asked-private = Seen by whoever asks and by those who are asked, and by nobody else.
experts-widens = Without an answer, others will be asked on { $when }.
experts-passed-by = passed on by { $name }
experts-wave = { $n ->
    [2] second round
   *[other] third round
}
experts-state = { $state ->
    [waiting] No answer yet
    [answered] Answered
    [passed] Passed it on
   *[withdrawn] Withdrew
}
experts-yours-title = You are counted on
experts-yours-text = Answer below, or pass it on: that is fine, others will be asked.
experts-pass-to = Pass it on to
experts-pass-to-hint = The address or user name of a colleague who reads here. Leave it empty if you do not know who.
experts-pass = Pass it on
experts-withdraw = Withdraw
experts-no-more = You are no longer expected to answer.
experts-take-again = Take it again
experts-see-question = See the question
experts-yours = Yours to answer
experts-asked-by = From { $name }
experts-availability = Your availability
experts-availability-text = You choose how many questions a week you accept.
experts-set = Set it
experts-limit = Questions a week
experts-limit-text = When a question is put to the people likeliest to know, you may be one of them. Say how many you accept in seven days. Whoever mentions you reaches you in any case.
experts-limit-hint = From 0 (none) to { $max }.
experts-refusal-limit-wrong = A number from 0 to { $max }.
experts-refusal-closed = This question has an answer already, or is not open any more.
experts-refusal-answered = You have answered it already.
experts-refusal-to-unknown = No colleague has this address or user name.
experts-refusal-to-elsewhere = This person does not read where the question was asked, or asked it.
experts-refusal-to-full = They were asked already, or accept no more questions this week.
experts-available = Available now
