translations-title = Traduction
translations-ask = Traduire
translations-again = Réessayer
translations-back = Retour à la conversation
translations-original = Voir l’original
translations-done = { $language ->
    [fr] Traduit automatiquement du français
    [en] Traduit automatiquement de l’anglais
    [de] Traduit automatiquement de l’allemand
    [es] Traduit automatiquement de l’espagnol
    [it] Traduit automatiquement de l’italien
    [pt] Traduit automatiquement du portugais
    [nl] Traduit automatiquement du néerlandais
   *[other] Traduit automatiquement
}
translations-refusal-unavailable = La traduction n’est pas disponible pour l’instant : le moteur de traduction ne répond pas.
translations-refusal-refused = Le moteur de traduction ne peut pas traduire ce texte. Il ne connaît peut-être pas cette langue.
translations-refusal-too-long = Ce texte est trop long pour être traduit.
translations-too-many = Vous avez demandé beaucoup de traductions. Recommencez dans { $seconds } s.
