questions-title = Questions
questions-intro = Ce que vos collègues cherchent. Une réponse de deux lignes peut leur épargner une journée.
questions-ask = Poser une question
questions-filter = Filtrer les questions
questions-unanswered = Sans réponse retenue
questions-all = Toutes
questions-own = Les miennes
questions-none-title = Aucune question ici
questions-none = Celles que vous pouvez lire apparaîtront ici.
questions-similar = On a peut-être déjà répondu :
questions-answered = Réponse retenue
questions-answers = Réponses
questions-accept = Retenir cette réponse
questions-unaccept = Ne plus retenir
questions-order = Ordre des réponses
questions-helpful-first = Les plus utiles
questions-oldest-first = Par date
questions-helpful = M’a aidé
questions-helped = { $n ->
    [one] A aidé { $n } personne
   *[other] A aidé { $n } personnes
}
questions-helped-me = { $n ->
    [0] Cette réponse m’a aidé
    [one] Cette réponse m’a aidé, { $n } personne le dit
   *[other] Cette réponse m’a aidé, { $n } personnes le disent
}
questions-leadership = Questions à la direction
questions-leadership-intro = Ouvertes à tous les collègues. Celles que le plus de personnes soutiennent viennent d’abord.
questions-leadership-none-title = Aucune question n’attend
questions-leadership-none = Posez la première : choisissez Question, puis à qui elle s’adresse.
questions-waiting = En attente
