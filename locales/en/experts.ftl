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
experts-how = How it is ranked: accepted answers, answers and texts that are close, confirmed skills, recent activity. Neither rank nor seniority. Nobody else sees this ranking.
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
