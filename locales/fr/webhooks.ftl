webhooks-title = Webhooks
webhooks-intro = Prévenez un programme de ce qui se passe dans cette communauté.
webhooks-open = Gérer les webhooks
webhooks-explained = Un webhook envoie à une adresse, dès que quelque chose se passe ici, qui a agi, sur quoi et où : un titre et un lien, jamais le texte. Le programme ne reçoit que ce que voit la personne qui a réglé le webhook en dernier.
webhooks-none = Aucun webhook pour l’instant.
webhooks-new = Nouveau webhook
webhooks-made-at = Créé
webhooks-name = Nom
webhooks-name-hint = Par exemple le programme qui sera prévenu. Il n’est vu que des propriétaires.
webhooks-url = Adresse
webhooks-url-hint = Une adresse en https, sur Internet.
webhooks-kinds = Ce qui est envoyé
webhooks-kind = { $kind ->
    [post-published] Une nouvelle publication
    [post-edited] Une publication modifiée
    [comment-published] Une nouvelle réponse
    [answer-accepted] Une réponse retenue à une question
    [member-joined] Une arrivée dans la communauté
   *[other] Un essai
}
webhooks-make = Créer le webhook
webhooks-secret-made = Voici le secret du webhook. Copiez-le maintenant : il ne sera plus affiché.
webhooks-secret-how = Il sert au programme à vérifier la signature de ce qu’il reçoit, selon « Standard Webhooks ».
webhooks-secret-copy = Copier le secret
webhooks-secret-copied = Secret copié.
webhooks-state = { $state ->
    [on] Actif
    [trying] Sans réponse
    [paused] En pause
    [orphaned] Sans responsable
   *[failing] Arrêté
}
webhooks-state-title = État
webhooks-state-on = Ce qui se passe dans la communauté est envoyé.
webhooks-state-trying = { $n ->
    [one] Le dernier envoi n’est pas arrivé.
   *[other] Les { $n } derniers envois ne sont pas arrivés.
} De nouvelles tentatives ont lieu. Premier échec :
webhooks-state-paused = Rien n’est envoyé. Ce qui se passe pendant la pause ne le sera pas non plus ensuite.
webhooks-state-orphaned = Rien n’est envoyé : la personne qui avait réglé ce webhook n’est plus propriétaire de la communauté. En le relançant, vous en répondez.
webhooks-state-failing = Rien n’est plus envoyé : l’adresse ne répond plus ou refuse tout depuis plus d’un jour. Corrigez-la si besoin, puis relancez.
webhooks-trial = Envoyer un essai
webhooks-pause = Mettre en pause
webhooks-resume = Relancer
webhooks-replace-secret = Changer le secret
webhooks-remove = Supprimer
webhooks-edit = Réglages
webhooks-log = Envois
webhooks-log-kept = Les envois restent ici 30 jours.
webhooks-log-empty = Rien n’a encore été envoyé. Un essai dit tout de suite si l’adresse répond.
webhooks-outcome = { $outcome ->
    [waiting] En attente
    [delivered] Arrivé
    [failed] Abandonné
   *[gone] Plus rien à dire
}
webhooks-attempts = { $n ->
    [one] { $n } tentative
   *[other] { $n } tentatives
}
webhooks-answered = Réponse { $status }
webhooks-no-answer = Pas de réponse
webhooks-took = { $ms } ms
webhooks-again = Nouvelle tentative le { $date }
webhooks-answer = Début de la réponse
webhooks-replay = Renvoyer
webhooks-replay-of = Renvoyer l’envoi du { $date }
webhooks-refusal-name-missing = Donnez un nom à ce webhook.
webhooks-refusal-too-long = { $max } caractères au plus.
webhooks-refusal-address = Il faut une adresse en https, sur Internet et sur un port habituel.
webhooks-refusal-kinds-missing = Cochez au moins une chose.
webhooks-refusal-kind-unknown = Un webhook n’envoie rien de tel.
webhooks-refusal-many = Cette communauté a déjà { $max } webhooks. Supprimez-en un d’abord.
webhooks-refusal-paused = Ce webhook est arrêté. Relancez-le d’abord.
webhooks-refusal-off = Ce serveur n’envoie rien à l’extérieur : l’équipe informatique en a décidé ainsi.
toast-refusal-webhook-removed = Webhook supprimé.
toast-refusal-webhook-paused = Webhook en pause.
toast-refusal-webhook-resumed = Webhook relancé.
toast-refusal-webhook-trial = Essai envoyé. Rechargez la page pour voir la réponse.
toast-refusal-webhook-replayed = Envoyé de nouveau.
