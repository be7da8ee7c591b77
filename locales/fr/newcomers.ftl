newcomers-title = Bien démarrer
newcomers-intro = Vos quatre-vingt-dix premiers jours, à votre rythme.
newcomers-go-on = Continuer
newcomers-before = { $n ->
    [one] Demain
   *[other] Dans { $n } jours
}
newcomers-first-day = Premier jour
newcomers-day = Jour { $n }
newcomers-hello = Bonjour { $name } · { $day }
newcomers-done = { $done ->
    [0] { $n } étapes vous attendent.
    [one] { $done } étape faite sur { $n }.
   *[other] { $done } étapes faites sur { $n }.
}
newcomers-ahead = { $n ->
    [0] Rien à rattraper, rien de prévu cette semaine.
    [one] Rien à rattraper, une à faire cette semaine.
   *[other] Rien à rattraper, deux à faire cette semaine.
}
newcomers-phases = Vos quatre-vingt-dix jours
newcomers-phase = { $phase ->
    [week] Semaine 1
    [first] Mois 1
    [second] Mois 2
   *[third] Mois 3
}
newcomers-of = { $done } sur { $all }
newcomers-tick = Fait : { $title }
newcomers-is-done = , fait
newcomers-private = Pour vous seulement
newcomers-go = { $kind ->
    [profile] Compléter
    [photo] Ajouter
    [skills] Choisir
    [join] Voir
    [meet] Voir son profil
    [read] Lire
    [hello] Écrire
    [ask] Poser une question
    [answer] Voir les questions
   *[task] Ouvrir
}
newcomers-go-to = { $go } : { $title }
newcomers-short = Pour que l’on vous trouve
newcomers-people = Les personnes de vos 90 jours
newcomers-your-buddy = Votre binôme d’accueil · toute question, même petite
newcomers-your-manager = Suit votre arrivée
newcomers-to-meet = À rencontrer
newcomers-mood = Comment ça va ?
newcomers-mood-seen = Vu de vous et de { $name } seulement. Facultatif.
newcomers-mood-alone = Vu de vous seulement. Facultatif.
newcomers-mood-is = { $mood ->
    [well] Bien
    [fair] Ça va
   *[hard] Difficile
}
newcomers-mood-of = { $name } vous dit comment ça va :
newcomers-away-title = Pas maintenant ?
newcomers-away-text = Mettez tout cela de côté : plus rien dans le menu, plus de message. Vous le retrouverez ici quand vous voudrez.
newcomers-put-away = Mettre de côté
newcomers-is-away = Votre parcours est de côté : rien au menu, aucun message.
newcomers-bring-back = Le reprendre
newcomers-over-title = Votre arrivée est derrière vous
newcomers-over = Le parcours est terminé. Merci de l’avoir suivi à votre façon.
newcomers-welcome = Bienvenue, { $name }
newcomers-welcome-text = Trois gestes, moins de trois minutes : vos collègues pourront vous trouver, et vous demander conseil.
newcomers-parts = Les trois gestes
newcomers-part-skills = Vos compétences
newcomers-part-places = Vos communautés
newcomers-part-act = Un premier geste
newcomers-back = Précédent
newcomers-pass = Passer
newcomers-later = Plus tard
newcomers-next = Continuer
newcomers-choose-skills = Que savez-vous faire ? Choisissez-en trois.
newcomers-first-skill = Une chose que vous savez faire
newcomers-other-skill = Une autre
newcomers-other-skill-hint = Avec vos mots : « Soudure », « Anglais professionnel ».
newcomers-choose-places = De quoi voulez-vous des nouvelles ?
newcomers-no-place = Aucune communauté de plus à rejoindre pour l’instant.
newcomers-survey = Point du jour { $n }
newcomers-survey-due = Votre point du jour { $n } : trois questions, une minute.
newcomers-survey-open = Répondre
newcomers-survey-intro = Trois questions et, si vous voulez, une phrase. Une minute.
newcomers-survey-read-by = Lu par vous et par { $name } seulement.
newcomers-survey-read-by-none = Lu par vous seulement : personne ne suit votre arrivée.
newcomers-survey-totals = L’administration ne voit que des totaux, cinq réponses à la fois, sans nom ni phrase.
newcomers-statement = { $statement ->
    [expected] Je sais ce que l’on attend de moi
    [helped] Je sais à qui demander
   *[welcomed] L’accueil a été bon
}
newcomers-holds = { $value ->
    [1] Pas du tout
    [2] Plutôt non
    [3] Plutôt oui
   *[4] Tout à fait
}
newcomers-sentence = Autre chose à dire
newcomers-send-to = Envoyer à { $name }
newcomers-send = Envoyer
newcomers-quote = « { $text } »
newcomers-arrivals = Arrivées
newcomers-arrivals-text = Les personnes que vous accompagnez. Vous voyez les étapes partagées : ni ce que la personne lit, ni ce qu’elle écrit.
newcomers-arrivals-none-title = Personne à accompagner
newcomers-arrivals-none = Quand quelqu’un vous sera confié, vous le verrez ici.
newcomers-person = Personne
newcomers-days = Jour
newcomers-journey = Parcours
newcomers-then = Ensuite
newcomers-your-part = Votre rôle
newcomers-part = { $part ->
    [manager] Suivi
   *[buddy] Binôme d’accueil
}
newcomers-nothing-next = Rien de prévu
newcomers-choose-buddy = Choisir un binôme
newcomers-visit-alone = Première visite seulement
newcomers-profile = Profil
newcomers-what-you-see = { $part ->
    [buddy] Comme binôme, vous voyez les étapes partagées, et comment ça va si la personne le dit. Ni ce qu’elle lit, ni ce qu’elle écrit.
    [manager] Vous voyez les étapes partagées, et les points que la personne vous envoie. Ni ce qu’elle lit, ni ce qu’elle écrit, ni son humeur.
   *[both] Vous voyez les étapes partagées, comment ça va si la personne le dit, et les points qu’elle vous envoie. Ni ce qu’elle lit, ni ce qu’elle écrit.
}
newcomers-written-for-you = Écrit pour vous. Personne d’autre ne le lit.
newcomers-buddy = Binôme d’accueil
newcomers-buddy-is = Aujourd’hui : { $name }. Vous pouvez nommer quelqu’un d’autre.
newcomers-buddy-text = Une personne du même métier ou du même site, à qui tout demander, même petit.
newcomers-buddy-hint = Adresse ou identifiant. La personne en sera avertie. Vide : personne.
newcomers-manager = Suit l’arrivée
newcomers-manager-hint = Adresse ou identifiant. Cette personne voit l’avancée, pas le contenu. Vide : personne.
newcomers-login = Adresse ou identifiant
newcomers-login-hint = Celui avec lequel cette personne se connecte.
newcomers-admin = Arrivées
newcomers-journeys = Parcours
newcomers-journeys-none = Aucun parcours pour l’instant. Toute personne qui arrive a déjà la première visite ; un parcours la mène plus loin.
newcomers-steps = { $n ->
    [one] { $n } étape
   *[other] { $n } étapes
}
newcomers-leads = { $n ->
    [0] Personne ne le suit en ce moment
    [one] Suivi par { $n } personne en ce moment
   *[other] Suivi par { $n } personnes en ce moment
}
newcomers-for-all = Pour tous
newcomers-on = Actif
newcomers-off = Non actif
newcomers-on-text = Donné à toute personne qui arrive et à qui il convient.
newcomers-off-text = Personne ne le reçoit en arrivant. Vous pouvez le donner vous-même.
newcomers-switch-on = Activer
newcomers-switch-off = Désactiver
newcomers-remove = Supprimer
newcomers-new-journey = Nouveau parcours
newcomers-new-journey-text = Partez d’un modèle, puis changez ce qui n’est pas ainsi chez vous.
newcomers-template-label = Modèle
newcomers-template = { $template ->
    [everyone] Arrivée, tous métiers
    [field] Arrivée, au contact des clients
   *[empty] Parcours sans étape
}
newcomers-template-hint = { $template ->
    [everyone] 15 étapes, du profil au bilan.
    [field] 16 étapes, avec un rendez-vous suivi, puis mené.
   *[empty] Vous écrivez tout.
}
newcomers-language = Langue du parcours
newcomers-create = Créer
newcomers-arriving = En train d’arriver
newcomers-arriving-none = Personne n’arrive en ce moment.
newcomers-with-buddy = binôme : { $name }
newcomers-with-manager = suivi : { $name }
newcomers-without-buddy = Sans binôme
newcomers-change = Arrivée de { $name }
newcomers-change-text = Ce que la personne fait, lit ou répond n’est pas montré ici.
newcomers-lead = Accompagner une personne
newcomers-lead-text = Pour donner un parcours à quelqu’un qui est déjà là, ou préparer une arrivée.
newcomers-continue = Continuer
newcomers-started = Premier jour
newcomers-started-hint = Les étapes se comptent à partir de ce jour.
newcomers-end = Terminer
newcomers-end-text = Le parcours s’arrête de lui-même une semaine après le jour 90.
newcomers-totals = Comment se passent les arrivées
newcomers-totals-text = Des totaux seulement, cinq réponses à la fois : on ne peut en déduire celle de personne.
newcomers-totals-none = Moins de cinq réponses : rien à montrer encore.
newcomers-answers = { $n ->
    [one] { $n } réponse
   *[other] { $n } réponses
}
newcomers-say-yes = { $yes ->
    [0] Aucune sur { $n } ne dit oui
    [one] { $yes } sur { $n } dit oui
   *[other] { $yes } sur { $n } disent oui
}
newcomers-add-step = Nouvelle étape
newcomers-add = Ajouter
newcomers-step = Étape
newcomers-whom = Pour qui
newcomers-whom-text = De tous les parcours actifs qui conviennent, chacun reçoit le plus précis : le métier d’abord, puis le site, puis la langue.
newcomers-name = Nom du parcours
newcomers-titles = Métier
newcomers-titles-hint = Des mots de la fonction, séparés par des virgules : conseiller, vendeur. Vide : tous.
newcomers-sites = Site
newcomers-sites-hint = Des mots du site, de même : Lyon, Brest. Vide : tous.
newcomers-kind = { $kind ->
    [profile] Compléter son profil
    [photo] Ajouter sa photo
    [skills] Dire trois compétences
    [join] Rejoindre une communauté
    [meet] Rencontrer une personne
    [read] Lire
    [hello] Écrire une première publication
    [ask] Poser une question
    [answer] Répondre à une question
   *[task] À faire, coché à la main
}
newcomers-edit-step = Modifier { $title }
newcomers-remove-step = Supprimer { $title }
newcomers-day-label = Jour
newcomers-day-hint = De 0, le premier jour, à { $max }.
newcomers-kind-label = Ce qu’elle demande
newcomers-title-label = Titre
newcomers-text-label = Pourquoi, et combien de temps
newcomers-text-hint = Une phrase.
newcomers-target = Adresse
newcomers-target-hint = Copiée de la barre du navigateur : la communauté à rejoindre, la personne à rencontrer (vide : le binôme), la page à lire.
newcomers-keeps-ticks = Qui l’a déjà faite la garde faite.
newcomers-refusal-name-missing = Donnez un nom au parcours.
newcomers-refusal-long = { $max } caractères au plus.
newcomers-refusal-language-unknown = Cette langue n’est pas proposée.
newcomers-refusal-day-outside = Un jour de 0 à { $max }.
newcomers-refusal-title-missing = Donnez un titre à l’étape.
newcomers-refusal-read-where = Collez l’adresse de la page à lire, ici dans Ruche.
newcomers-refusal-target-unfit = Cette adresse ne convient pas à ce type d’étape. Copiez celle de la page, ici dans Ruche.
newcomers-refusal-start-unknown = Choisissez un jour, à moins d’un an d’aujourd’hui.
newcomers-refusal-answer-missing = Choisissez une réponse.
newcomers-refusal-answered = Vous avez déjà répondu. Vos réponses restent comme vous les avez envoyées.
newcomers-refusal-oneself = On ne s’accompagne pas soi-même. Nommez quelqu’un d’autre.
newcomers-refusal-nobody = Aucun collègue ne se connecte ainsi. Vérifiez l’adresse ou l’identifiant.
newcomers-refusal-journey-unknown = Ce parcours n’existe plus. Choisissez-en un autre.
newcomers-refusal-template-unknown = Choisissez un modèle.
newcomers-refusal-journeys-many = { $max } parcours au plus. Supprimez-en un d’abord.
newcomers-refusal-steps-many = { $max } étapes au plus. Supprimez-en une d’abord.
newcomers-refusal-no-step = Ajoutez au moins une étape avant d’activer ce parcours.
newcomers-refusal-kind-unknown = Ce type d’étape n’existe pas.
newcomers-refusal-mood-unknown = Cette réponse n’est pas proposée.
newcomers-refusal-no-skill = Choisissez-en au moins une, ou passez.
newcomers-ready = { $step ->
    [profile] Compléter votre profil
    [photo] Ajouter votre photo
    [buddy] Rencontrer votre binôme d’accueil
    [skills] Dire trois compétences
    [join] Rejoindre une communauté
    [hello] Dire bonjour
    [questions] Parcourir les questions déjà posées
    [week] Faire le point de la première semaine
    [ask] Poser une première question
    [visit] Passer une heure avec un autre métier
    [answer] Répondre à une question
    [month] Faire le point du premier mois
    [confirm] Confirmer la compétence d’un collègue
    [tell] Raconter ce que vous avez appris
    [review] Faire le bilan des 90 jours
    [follow] Suivre un rendez-vous client
    [lead] Mener un rendez-vous, accompagné
    [alone] Préparer seul un dossier
   *[case] Partager un cas client
}
newcomers-ready-text = { $step ->
    [profile] Votre fonction et deux lignes sur vous : 2 minutes.
    [photo] On répond plus volontiers à un visage.
    [buddy] Un café, en vrai ou à distance : 20 minutes.
    [skills] Vous recevrez les questions où vous pouvez aider : 1 minute.
    [join] Celle de votre équipe, de votre site ou de votre métier.
    [hello] Trois lignes suffisent : qui vous êtes, d’où vous venez.
    [questions] La vôtre y est peut-être déjà, avec sa réponse : 10 minutes.
    [week] Avec la personne qui suit votre arrivée : 30 minutes.
    [ask] Une petite question rend service : d’autres se la posent aussi.
    [visit] Demandez à votre binôme qui aller voir.
    [answer] Une seule suffit. Votre regard neuf vaut de l’or.
    [month] Ce qui va, ce qui manque, ce qui surprend : 30 minutes.
    [confirm] Vous l’avez vu à l’œuvre ? Dites-le sur son profil.
    [tell] Ce que vous auriez aimé savoir le premier jour.
    [review] Avec la personne qui suit votre arrivée : 45 minutes.
    [follow] Avec un collègue, sans rien avoir à dire : une demi-journée.
    [lead] Vous parlez, un collègue écoute ; puis vous en parlez ensemble.
    [alone] Votre binôme le relit ensuite.
   *[case] Une situation, ce que vous avez fait, ce que vous referiez.
}
