feed-title = Fil d’accueil
feed-empty-title = Votre fil est encore vide
feed-empty = Rejoignez une communauté ou suivez un collègue : ce qu’ils publient arrivera ici.
feed-find = Voir les communautés
feed-stopped-here = Vous en étiez là
feed-up-to-date = Vous êtes à jour.
feed-order = Ordre du fil
feed-newest = Récentes d’abord
feed-relevant = Utiles d’abord
feed-order-set = Régler l’ordre du fil
feed-order-title = L’ordre de votre fil
feed-order-intro = Par date, et rien d’autre ; ou d’abord ce qui vous est le plus utile, selon trois règles que vous dosez.
feed-order-first = À l’ouverture de l’accueil
feed-newest-hint = La date seule. Une ligne marque où vous en étiez.
feed-relevant-hint = Les 200 publications les plus récentes de votre fil, rangées selon les règles ci-dessous.
feed-rule-needs = Ce qui attend quelque chose de vous
feed-rule-needs-hint = Une mention, une annonce à confirmer, un sondage ou un événement auquel vous n’avez pas répondu, une question sans réponse, surtout si vous en suivez le sujet.
feed-rule-people = Qui écrit, et sur quoi
feed-rule-people-hint = Les personnes et les sujets que vous suivez, et les collègues dont vous avez commenté une publication ces 30 derniers jours.
feed-rule-echo = Ce que vos collègues en ont fait
feed-rule-echo-hint = Leurs réactions et leurs commentaires, au regard de ce que reçoivent d’ordinaire les publications du même lieu. Un commentaire vaut deux réactions.
feed-weight = { $level ->
    [none] Pas du tout
    [low] Un peu
    [high] Beaucoup
   *[normal] Normalement
}
feed-order-age = Le poids d’une publication diminue de moitié tous les deux jours : rien ne reste longtemps en haut. Chacune dit la principale raison de sa place.
feed-order-honest = Rien ne vient de ce que vous lisez ou ouvrez, et personne n’est noté. Vos réglages ne sont vus que de vous.
feed-refusal-weight-unknown = Cette page a changé. Rechargez-la, puis recommencez.
feed-arranged-end = Voilà les 200 publications les plus récentes, les plus utiles d’abord.
feed-rest = La suite, par date
feed-why-mentioned = On vous y mentionne
feed-why-confirm = Annonce que vous devez confirmer
feed-why-vote = Sondage auquel vous n’avez pas répondu
feed-why-attend = Événement auquel vous n’avez pas répondu
feed-why-question-on = Question sans réponse retenue sur { $topic }, que vous suivez
feed-why-question = Question encore sans réponse
feed-why-followed = Vous suivez { $name }
feed-why-talked = Vous avez commenté récemment une publication de { $name }
feed-why-topic = Sur { $topic }, que vous suivez
feed-why-echo = Suscite des échanges : { $what }
feed-why-new = Publication récente
feed-comments = { $n ->
    [one] { $n } commentaire
   *[other] { $n } commentaires
}
