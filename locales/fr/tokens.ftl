tokens-title = Vos jetons
tokens-intro = Un jeton permet à un programme d’agir à votre place par l’API, avec vos droits et rien de plus.
tokens-description = Description de l’API (OpenAPI)
tokens-none = Aucun jeton pour l’instant.
tokens-new = Nouveau jeton
tokens-name = Usage
tokens-name-hint = Par exemple le nom du programme. Vous seul le voyez.
tokens-scopes = Ce que le programme pourra faire
tokens-scope = { $scope ->
    [content-read] Lire les publications, réponses, fichiers et sujets, et chercher
    [content-write] Publier, répondre, réagir, envoyer des fichiers
    [people-read] Lire les profils, l’annuaire et les communautés
    [people-write] Modifier votre profil, rejoindre et animer des communautés
    [self-read] Lire vos notifications, brouillons et réglages
    [self-write] Modifier vos notifications, brouillons et réglages
   *[other] Administrer l’entreprise
}
tokens-days = Fin
tokens-in-days = { $n ->
    [365] Dans un an
   *[other] Dans { $n } jours
}
tokens-make = Créer le jeton
tokens-made = Voici le jeton. Copiez-le maintenant : il ne sera plus affiché.
tokens-how = Le programme l’envoie avec chaque requête, dans l’en-tête Authorization, après le mot Bearer.
tokens-copy = Copier le jeton
tokens-copied = Jeton copié.
tokens-until = Jusqu’au { $date }
tokens-used = Utilisé le { $date }
tokens-unused = Jamais utilisé
tokens-ended = Terminé
tokens-ending = Se termine bientôt
tokens-revoke = Révoquer
tokens-revoke-named = Révoquer « { $name } »
tokens-refusal-name-missing = Dites à quoi sert ce jeton.
tokens-refusal-scope-missing = Cochez au moins une chose.
tokens-refusal-days-wrong = Un jeton dure au plus { $max } jours.
tokens-refusal-many = Vous avez déjà { $max } jetons. Révoquez-en un d’abord.
