formats-title = Format
formats-message = Message
formats-question = Question
formats-poll = Sondage
formats-event = Événement
formats-kudos = Bravo
formats-idea = Idée
formats-announcement = Annonce
formats-heading = Titre
formats-question-hint = Dites ce que vous cherchez et ce que vous avez déjà essayé. Vous retiendrez la réponse qui vous a aidé.
formats-idea-hint = Dites ce qui changerait, et pour qui. Les autres votent ; les responsables disent où elle en est.
formats-kudos-hint = Mentionnez dans le texte, avec un @, la ou les personnes que vous remerciez.
formats-announcement-hint = Chaque lecteur devra confirmer qu’il l’a lue. Vous verrez qui ne l’a pas encore fait. Si vous fixez une date, les retardataires recevront un rappel la veille.
formats-options = Choix proposés
formats-option = Choix { $n }
formats-poll-fixed = Une fois les premiers votes reçus, les choix ne changent plus.
formats-several = Plusieurs choix possibles
formats-anonymous = Vote anonyme
formats-anonymous-hint = Personne ne verra qui a choisi quoi.
formats-closes = Fin du vote
formats-your-time = À l’heure de votre fuseau.
formats-starts = Début
formats-ends = Fin
formats-venue = Lieu
formats-venue-hint = Une salle, une adresse, ou le lien de la visio.
formats-value = Pour quoi
formats-value-team = Esprit d’équipe
formats-value-help = Coup de main
formats-value-initiative = Initiative
formats-value-quality = Travail soigné
formats-value-customer = Souci du client
formats-confirm-by = À confirmer avant
formats-accepted = Réponse retenue
formats-see-answer = Voir la réponse
formats-percent = { $percent } %
formats-votes = { $n ->
    [0] aucun vote
    [one] { $n } vote
   *[other] { $n } votes
}
formats-votes-word = { $n ->
    [0] vote
    [one] vote
   *[other] votes
}
formats-voters = { $n ->
    [0] Personne n’a encore voté
    [one] { $n } personne a voté
   *[other] { $n } personnes ont voté
}
formats-vote = Voter
formats-vote-again = Changer mon vote
formats-vote-for = { $n ->
    [0] Voter pour cette idée, aucun vote
    [one] Voter pour cette idée, { $n } vote
   *[other] Voter pour cette idée, { $n } votes
}
formats-is-anonymous = vote anonyme
formats-closed-at = clos le { $at }
formats-closes-at = jusqu’au { $at }
formats-who-voted = Voir le détail et qui a voté
formats-until = jusqu’à { $at }
formats-planned = ({ $at }, heure de { $zone })
formats-coming = { $n ->
    [0] Personne ne s’est encore inscrit
    [one] { $n } personne participe
   *[other] { $n } personnes participent
}
formats-see-who = Voir qui
formats-event-over = Cet événement est passé.
formats-yes = Je participe
formats-maybe = Peut-être
formats-no = Je ne peux pas
formats-add-to-calendar = Ajouter à l’agenda
formats-all-events = Ajouter tous les événements à mon agenda
formats-stage-proposed = Proposée
formats-stage-studied = À l’étude
formats-stage-accepted = Acceptée
formats-stage-done = Réalisée
formats-stage-declined = Écartée
formats-progress = Avancement
formats-move = Changer
formats-confirmed = { $all ->
    [0] { $n } confirmation
   *[other] { $n } sur { $all } ont confirmé
}
formats-who-not-yet = Qui ne l’a pas encore fait ?
formats-you-confirmed = Vous avez confirmé
formats-i-read = J’ai lu
formats-must-read = À lire et à confirmer
formats-before = Avant le { $at }
formats-responses = Qui a répondu
formats-have-confirmed = Ont confirmé
formats-not-yet = Pas encore
formats-remind = Rappeler
formats-reminds-at = Ceux qui n’auront pas confirmé recevront un rappel automatique le { $at }.
formats-reminded-at = Dernier rappel envoyé le { $at }.
formats-and-others = Seules les 200 premières personnes sont nommées.
formats-nobody-title = Personne pour l’instant
formats-nobody = Ceux qui répondront apparaîtront ici.
formats-see-table = Voir les résultats en tableau
formats-results = Résultats du vote
formats-results-option = Choix
formats-results-votes = Votes
formats-results-share = Part des votants
formats-level = À qui
formats-level-everyone = À tout le monde
formats-level-top = À la direction
formats-level-second = Au deuxième niveau de l’organigramme
formats-level-third = Au troisième niveau de l’organigramme
formats-level-answer = Réponse de la personne interrogée
formats-second = { $n ->
    [0] Soutenir cette question
    [one] Soutenir cette question, { $n } personne la soutient
   *[other] Soutenir cette question, { $n } personnes la soutiennent
}
