translations-title = Translation
translations-ask = Translate
translations-again = Try again
translations-back = Back to the conversation
translations-original = See the original
translations-done = { $language ->
    [fr] Translated automatically from French
    [en] Translated automatically from English
    [de] Translated automatically from German
    [es] Translated automatically from Spanish
    [it] Translated automatically from Italian
    [pt] Translated automatically from Portuguese
    [nl] Translated automatically from Dutch
   *[other] Translated automatically
}
translations-refusal-unavailable = There is no translation for now: the translation engine does not answer.
translations-refusal-refused = The translation engine cannot translate this text. Perhaps it does not know the language.
translations-refusal-too-long = This text is too long to be translated.
translations-too-many = You have asked for many translations. Try again in { $seconds } s.
