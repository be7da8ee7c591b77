comments-count = { $n ->
    [0] Pas encore de commentaire
    [one] { $n } commentaire
   *[other] { $n } commentaires
}
comments-earlier = Voir les commentaires précédents
comments-later = Voir les commentaires suivants
comments-more-replies = { $n ->
    [one] Voir { $n } autre réponse
   *[other] Voir { $n } autres réponses
}
comments-replies = Réponses
comments-reply = Répondre
comments-reply-placeholder = Votre réponse…
comments-placeholder = Écrire un commentaire…
comments-send = Envoyer
comments-deleted = Commentaire supprimé
comments-actions = Actions pour le commentaire de { $name }
comments-join-to-comment = Rejoignez cette communauté pour commenter.
comments-one = Commentaire
comments-without-text = Commentaire sans texte
comments-refusal-already-published = Ce commentaire a déjà été envoyé une fois, puis vous l’avez modifié. Il n’a pas été envoyé de nouveau.
comments-archived = Cette publication est archivée : on n’y répond plus.
comments-outside = Lu aussi à l’extérieur : { $companies }
