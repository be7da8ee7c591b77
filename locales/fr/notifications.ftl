notifications-intro = Ce qui s’adresse à vous, le plus récent d’abord.
notifications-read-all = Tout marquer comme lu
notifications-read-mentions = Marquer les mentions comme lues
notifications-set = Régler les notifications
notifications-filter = Filtrer les notifications
notifications-all = Toutes
notifications-mentions = Mentions
notifications-today = Aujourd’hui
notifications-this-week = Cette semaine
notifications-earlier = Plus tôt
notifications-unread = Non lue
# À partir de 100, le nombre n’est plus compté.
notifications-bell = { $n ->
    [0] Notifications
    [100] Notifications, plus de 99 non lues
    [one] Notifications, { $n } non lue
   *[other] Notifications, { $n } non lues
}
notifications-quote = « { $text } »
notifications-none-title = Rien pour l’instant
notifications-none = Vous verrez ici ce qui s’adresse à vous : mentions, réponses, réactions et invitations.
notifications-no-mention-title = Aucune mention pour l’instant
notifications-no-mention = Quand quelqu’un écrira votre nom après un @, vous le verrez ici.
# $who est une personne, $link ce dont il s’agit.
notifications-mention-html = { $others ->
    [0] { $who } vous mentionne dans { $link }
    [one] { $who } et { $others } autre personne vous mentionnent dans { $link }
   *[other] { $who } et { $others } autres personnes vous mentionnent dans { $link }
}
notifications-thanked-html = { $who } vous remercie dans { $link }
notifications-reply-html = { $others ->
    [0] { $who } a répondu à { $link }
    [one] { $who } et { $others } autre personne ont répondu à { $link }
   *[other] { $who } et { $others } autres personnes ont répondu à { $link }
}
notifications-reaction-html = { $others ->
    [0] { $who } a réagi à { $link }
    [one] { $who } et { $others } autre personne ont réagi à { $link }
   *[other] { $who } et { $others } autres personnes ont réagi à { $link }
}
notifications-invitation-html = { $others ->
    [0] { $who } vous invite dans { $link }
    [one] { $who } et { $others } autre personne vous invitent dans { $link }
   *[other] { $who } et { $others } autres personnes vous invitent dans { $link }
}
notifications-added-html = { $others ->
    [0] { $who } vous a ajouté à { $link }
    [one] { $who } et { $others } autre personne vous ont ajouté à { $link }
   *[other] { $who } et { $others } autres personnes vous ont ajouté à { $link }
}
notifications-request-html = { $others ->
    [0] { $who } demande à entrer dans { $link }
    [one] { $who } et { $others } autre personne demandent à entrer dans { $link }
   *[other] { $who } et { $others } autres personnes demandent à entrer dans { $link }
}
notifications-accepted-html = Votre demande est acceptée : bienvenue dans { $link }
notifications-a-text = { $kind ->
    [post] une publication
    [comment] un commentaire
   *[other] un texte
}
notifications-your-text = { $kind ->
    [post] votre publication
    [comment] votre commentaire
   *[other] ce que vous avez écrit
}
notifications-your-words = ce que vous avez écrit
notifications-kind = { $kind ->
    [mention] Mentions
    [reply] Réponses
    [answer] Réponses retenues
    [search] Recherches suivies
    [share] Partages
    [reaction] Réactions
    [skill] Compétences confirmées
    [newcomer] Arrivées
    [event] Événements
    [invitation] Invitations
   *[request] Demandes
}
notifications-kind-hint = { $kind ->
    [mention] Quelqu’un écrit votre nom après un @.
    [reply] Quelqu’un répond à ce que vous avez écrit.
    [answer] Votre réponse à une question est retenue.
    [search] Une recherche que vous suivez trouve du nouveau.
    [share] Quelqu’un partage votre publication ailleurs.
    [skill] Quelqu’un confirme ce que vous savez faire.
    [newcomer] Une étape de votre parcours vous attend, ou quelqu’un vous est confié.
    [reaction] Quelqu’un réagit à ce que vous avez écrit.
    [event] Un événement auquel vous participez change de date ou de lieu.
    [invitation] Quelqu’un vous invite dans une communauté.
   *[request] Quelqu’un demande à entrer dans une communauté que vous animez, ou votre demande est acceptée.
}
notifications-search-html = { $who } a publié ce que vous cherchez : { $link }
notifications-share-html = { $who } a partagé { $link }
notifications-answer-html = { $who } a retenu votre réponse à { $link }
notifications-event-html = { $who } a changé la date ou le lieu de { $link }
notifications-announcement-html = { $who } vous demande de lire { $link }
notifications-review-html = { $who } vous demande de relire { $link }
notifications-approved-html = { $who } a accepté { $link }
notifications-returned-html = { $who } vous renvoie { $link }
notifications-behalf-html = { $who } a publié { $link } en votre nom
notifications-failed-html = Votre publication prévue n’a pas pu paraître : { $link }
notifications-handed-html = { $who } vous passe la main : vous voilà responsable de { $link }
notifications-archived-html = { $who } a archivé { $link }
notifications-unarchived-html = { $who } a rouvert { $link }
notifications-skill-html = { $others ->
    [0] { $who } confirme votre compétence { $link }
    [one] { $who } et { $others } autre personne confirment votre compétence { $link }
   *[other] { $who } et { $others } autres personnes confirment votre compétence { $link }
}
notifications-buddy-html = { $who } vous confie l’accueil de { $link } : vous êtes son binôme
notifications-manager-html = { $who } vous demande de suivre l’arrivée de { $link }
notifications-begun-html = { $who } a préparé { $link }
notifications-your-journey = votre parcours d’arrivée
notifications-due-html = Une étape pour ces jours-ci : { $link }
notifications-asked-html = Trois questions, une minute : { $link }
notifications-said-html = { $who } vous dit { $link }
notifications-how-it-is = comment se passe son arrivée
notifications-team-own-html = { $who } vous indique comme responsable et rejoint { $link }
notifications-team-html = { $who } a placé { $link } dans votre équipe
notifications-your-team = votre équipe
notifications-ending-soon-html = Dans 30 jours au plus, l’accès se termine : { $link }
notifications-ending-html = Dans 7 jours au plus, l’accès se termine : { $link }
notifications-proposed-html = Ajouter { $link } à vos compétences ? Vos réponses le montrent.
notifications-question-html = { $who } compte sur vous : { $link }
