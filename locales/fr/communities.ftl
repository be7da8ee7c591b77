# Les communautés : la liste, une communauté, ses membres, ses réglages.
communities-mine = Mes communautés
communities-browse = Parcourir tout
communities-discover = À découvrir
communities-discover-text = D’autres communautés vous sont ouvertes.
communities-discover-none = Rien de nouveau à découvrir pour l’instant.
communities-intro = Les lieux où l’on s’entraide.
communities-intro-partner = Les communautés où l’on vous a ajouté.
communities-new = Créer une communauté
communities-new-text = Un sujet, un métier, un projet : choisissez qui peut lire, puis invitez.
communities-create = Créer la communauté
communities-search = Nom d’une communauté
communities-filters = Filtrer les communautés
communities-filter = { $filter ->
    [mine] Les miennes
    [open] Ouvertes
    [request] Sur demande
    [closed] Fermées
    [partners] Avec des partenaires
    [waiting] Attendent ma réponse
    [archived] Archivées
   *[all] Toutes
}
communities-sort = Ordre
communities-sort-by = { $sort ->
    [active] Les plus actives
    [newest] Les plus récentes
   *[name] De A à Z
}
communities-all-owned-title = Rien à régler
communities-all-owned = Chaque communauté a une personne responsable.
communities-ownerless-text = Le dernier responsable est parti et aucun collègue n’était là pour prendre la suite. Nommez quelqu’un : la personne rejoint la communauté et en est prévenue. Vous n’y entrez pas.
communities-new-owner = Courriel ou nom d’utilisateur d’un collègue
communities-refusal-own-owner = Administrer n’ouvre pas la porte des communautés : nommez quelqu’un d’autre.
communities-none-title = Aucune communauté ici
communities-none = Essayez un autre nom, ou créez le lieu qui manque.
communities-none-partner = Dès qu’un responsable vous ajoute à une communauté, elle apparaît ici.
communities-invited-to = Vous êtes invité à rejoindre { $name }.
communities-asked-in = Votre demande pour { $name } attend la réponse d’un responsable.
communities-kind = { $kind ->
    [open] Ouverte
    [request] Sur demande
    [closed] Fermée
   *[unlisted] Hors annuaire
}
communities-kind-sentence = { $kind ->
    [open] Ouverte : tous les salariés lisent et peuvent rejoindre
    [request] Sur demande : seuls les membres lisent
    [closed] Fermée : seuls les membres lisent, on y entre sur invitation
   *[unlisted] Hors annuaire : seules les personnes invitées savent qu’elle existe
}
communities-kind-hint = { $kind ->
    [open] Tous les salariés lisent. Rejoint qui veut.
    [request] Les salariés voient son nom et ses responsables. Seuls les membres lisent ; on demande à entrer.
    [closed] Les salariés voient son nom et ses responsables. Seuls les membres lisent ; on entre sur invitation.
   *[unlisted] Personne ne sait qu’elle existe, sauf les membres et les personnes invitées.
}
communities-partners-hint = Un partenaire n’entre que si un responsable l’ajoute. Un bandeau nomme alors son entreprise.
communities-member-count = { $n ->
    [one] { $n } membre
   *[other] { $n } membres
}
communities-with-partners = Avec des partenaires
communities-outside = { $n ->
    [one] Une entreprise extérieure lit ce lieu :
   *[other] { $n } entreprises extérieures lisent ce lieu :
}
communities-role = { $role ->
    [owner] Responsable
    [moderator] Animation
   *[member] Membre
}
communities-make = { $role ->
    [owner] Nommer responsable
    [moderator] Confier l’animation
   *[member] Redevenir simple membre
}
communities-who-does-what = Qui fait quoi
communities-role-does = { $role ->
    [owner] règle, nomme, invite
    [moderator] répond aux demandes, épingle, modère
   *[member] publie et répond
}
communities-sections = Rubriques de la communauté
communities-feed = Fil
communities-people = Membres
communities-waiting = en attente
communities-owners = Responsables
communities-join = Rejoindre
communities-leave = Quitter la communauté
communities-asked = Demande envoyée
communities-asked-text = Un responsable va vous répondre. Vous pourrez lire dès que vous serez membre.
communities-withdraw = Retirer ma demande
communities-join-title = Entrer dans cette communauté
communities-join-text = Elle est ouverte à vos collègues : entrez-y pour lire ce qui s’y publie et y répondre.
communities-ask-title = Demander à entrer
communities-ask-text = Les responsables reçoivent votre demande et y répondent. Les publications sont réservées aux membres.
communities-ask-short = Demander
communities-ask-submit = Envoyer la demande
communities-message = Un mot pour les responsables
communities-message-hint = 300 caractères au plus.
communities-by-invitation = Sur invitation
communities-by-invitation-text = Les responsables choisissent qui en fait partie. Si vous pensez y avoir votre place, écrivez à l’un d’eux.
communities-invited = Invitation envoyée
communities-invited-title = Vous êtes invité
communities-invited-text = Un responsable vous propose de rejoindre cette communauté. Vous pourrez lire dès que vous aurez accepté.
communities-accept-invitation = Accepter l’invitation
communities-decline = Décliner
communities-requests = { $n ->
    [one] { $n } demande
   *[other] { $n } demandes
}
communities-quoted = « { $message } »
communities-accept = Accepter
communities-accept-person = Accepter { $name }
communities-refuse = Refuser
communities-refuse-person = Refuser { $name }
communities-invite-title = Inviter
communities-invite-text = Un collègue reçoit une invitation et choisit d’entrer. Un partenaire est ajouté tout de suite.
communities-invite = Inviter
communities-find-person = Chercher quelqu’un à inviter
communities-find-member = Chercher un membre
communities-nobody-found = Personne à ce nom. Essayez avec le début du prénom ou du nom.
communities-invitations = Invitations en attente
communities-take-back = Reprendre l’invitation de { $name }
communities-remove = Retirer de la communauté
communities-name = Nom
communities-description = Description
communities-description-hint = À quoi elle sert, à qui elle s’adresse. 400 caractères au plus.
communities-kind-label = Qui peut lire et entrer
communities-open-past = Ouvrir aussi ce qui est déjà écrit
communities-open-past-hint = Si la communauté devient ouverte, tous les salariés pourront lire tout ce que les membres y ont écrit jusqu’ici.
communities-icon-label = Signe
communities-icon = { $icon ->
    [users] Personnes
    [message-circle] Bulle
    [lightbulb] Ampoule
    [zap] Éclair
    [car] Voiture
    [truck] Camion
    [wrench] Clé
    [package] Colis
    [building] Immeuble
    [globe] Globe
    [map-pin] Repère
    [chart] Courbe
    [target] Cible
    [megaphone] Mégaphone
    [calendar] Calendrier
    [book-open] Livre
    [graduation-cap] Diplôme
    [award] Médaille
    [star] Étoile
    [heart] Cœur
    [shield] Bouclier
    [smile] Sourire
    [flag] Drapeau
   *[hexagon] Alvéole
}
communities-hue-label = Couleur
communities-hue = Teinte { $n }
communities-language-label = Langue des échanges
communities-refusal-name-missing = Donnez un nom à la communauté.
communities-refusal-too-long = { $max } caractères au plus.
communities-refusal-kind-unknown = Choisissez qui peut lire et entrer.
communities-refusal-icon-unknown = Choisissez un signe.
communities-refusal-hue-unknown = Choisissez une couleur.
communities-refusal-role-unknown = Ce rôle n’est pas proposé.
communities-refusal-open-past = Ouvrir la communauté, c’est aussi ouvrir son passé. Cochez la case si c’est ce que vous voulez.
communities-refusal-ask-first = On entre ici en le demandant aux responsables.
communities-refusal-invitation-only = On entre ici sur invitation d’un responsable.
communities-refusal-join-at-once = Cette communauté est ouverte : rejoignez-la directement.
communities-refusal-join-to-write = Rejoignez d’abord la communauté : seuls ses membres y écrivent.
communities-refusal-last-owner = Vous êtes la seule personne responsable ici : nommez-en une autre d’abord.
communities-refusal-partner-role = Un partenaire ou un bot reste simple membre : confiez ce rôle à un collègue.
communities-refusal-nobody-chosen = Cochez au moins une personne.
communities-refusal-too-many-people = { $max } personnes au plus en une fois.
communities-reviewed = Relire avant parution
communities-reviewed-hint = Un responsable lit les publications des membres avant qu’elles paraissent. Les commentaires paraissent tout de suite.
communities-calendar = Calendrier
communities-hand-over = Passer la main, garder l’animation
communities-refusal-hand-self = Choisissez un autre membre.
communities-hand-over-title = Passer la main
communities-hand-over-text = Un collègue membre devient responsable à votre place ; vous gardez l’animation. Vous pouvez revenir dessus pendant une heure.
communities-hand-over-choose = Choisir parmi les membres
communities-archive = Archiver
communities-archive-text = On continue de lire et de chercher ce qui s’y trouve, mais plus rien ne s’y écrit et personne n’y entre. Les publications prévues reviennent à leurs auteurs. Vous pourrez la rouvrir.
communities-unarchive = Rouvrir
communities-archived = Archivée
communities-archived-since = Archivée depuis le { $date } : on lit, on cherche, plus rien ne s’y écrit.
communities-closed = La communauté est archivée : la conversation est close.
communities-archived-ones = Communautés archivées
communities-refusal-archived = Cette communauté est archivée : on n’y change plus rien.
communities-hands = Passer la main, archiver, fusionner
communities-merge = Fusionner avec une autre communauté
communities-merge-text = Ses membres, ce qui s’y trouve et ses adresses passent dans une autre communauté dont vous êtes responsable.
communities-merge-title = Fusionner « { $name } » avec une autre communauté
communities-merge-into = Communauté qui reste
communities-merge-choose = Choisir
communities-merge-see = Voir ce qui changera
communities-merge-other = Choisir une autre communauté
communities-merge-none = Aucune communauté pour l’accueillir
communities-merge-none-text = Pour fusionner deux communautés, il faut être responsable des deux.
communities-merge-goes = Disparaît
communities-merge-stays = Reste
communities-merge-changes = Ce qui changera
communities-merge-people = Les membres de « { $from } » deviennent membres de « { $into } », dont les responsables et les règles ne changent pas.
communities-merge-moves = Publications, questions, fichiers, brouillons, webhooks et flux passent dans « { $into } », et les anciennes adresses y mènent. Ce qui était épinglé ne l’est plus.
communities-merge-readers = Qui lira aussi ce qui est écrit dans « { $name } »
communities-merge-nobody = Personne de plus.
communities-merge-everyone = Tous les salariés.
communities-merge-everyone-and = { $n ->
    [one] Tous les salariés, et { $n } partenaire de plus.
   *[other] Tous les salariés, et { $n } partenaires de plus.
}
communities-merge-more = { $n ->
    [one] { $n } personne de plus.
   *[other] { $n } personnes de plus.
}
communities-merge-more-partners = { $n ->
    [one] { $n } personne de plus, venue de l’extérieur.
   *[other] { $n } personnes de plus, dont { $partners } de l’extérieur.
}
communities-merge-known = Je sais qui lira quoi
communities-merge-known-hint = Des personnes liront ce qui a été écrit sans elles.
communities-merge-type = Pour confirmer, tapez { $name }
communities-merge-final = On ne peut pas revenir en arrière.
communities-merge-submit = Fusionner les deux communautés
communities-merge-came = Fusionnée avec « { $name } » le { $date }.
communities-refusal-merge-same = C’est la même communauté.
communities-refusal-merge-unknown = Choisissez une communauté dont vous êtes responsable.
communities-refusal-merge-archived = Cette communauté est archivée : rouvrez-la d’abord.
communities-refusal-merge-name = Tapez exactement le nom de la communauté qui disparaît.
communities-refusal-merge-known = Cochez cette case : des personnes liront davantage.
communities-other-companies = { $n ->
    [one] { $n } autre
   *[other] { $n } autres
}
communities-terms = Texte à accepter
communities-terms-door = Une charte ou un accord de confidentialité que chacun accepte avant de lire.
communities-terms-text = Tant qu’il n’est pas accepté, la communauté n’existe pas pour la personne : ni publications, ni fichiers, ni membres, ni recherche. Changer les mots le fait demander de nouveau à tous. En l’enregistrant, vous l’acceptez.
communities-terms-asks-label = Qui doit l’accepter
communities-terms-asks = { $asks ->
    [partners] Les partenaires
    [everyone] Tout le monde
   *[nobody] Personne
}
communities-terms-asks-hint = { $asks ->
    [partners] Les personnes d’autres entreprises, avant de lire.
    [everyone] Vos collègues aussi, responsables compris.
   *[nobody] Le texte reste enregistré, sans être demandé.
}
communities-terms-body = Le texte
communities-terms-body-hint = En Markdown, 20 000 caractères au plus.
communities-terms-answers = Qui l’a accepté
communities-terms-nobody-asked = Personne, ici, n’a à l’accepter pour l’instant.
communities-terms-waits = Pas encore accepté
communities-terms-accepted-on = Accepté le { $date }
communities-terms-asked = Avant de lire cette communauté, acceptez ce texte. Les responsables sauront que vous l’avez fait, et quand.
communities-terms-accept = J’accepte et je lis
communities-terms-leave = Quitter la communauté
communities-terms-note = « { $name } » vous demande d’accepter un texte avant de lire.
communities-refusal-terms-missing = Écrivez le texte à accepter.
communities-refusal-terms-unknown = Choisissez qui doit l’accepter.
communities-refusal-terms-changed = Le texte vient de changer : relisez-le avant d’accepter.
communities-refusal-terms-first = Vous en êtes déjà membre : acceptez d’abord son texte.
communities-look = Voir comme ce partenaire
communities-look-whose = Vous voyez cette communauté comme { $name } ({ $company }).
communities-look-waits = { $name } n’a pas encore accepté le texte de cette communauté, et n’en lit rien d’ici là.
communities-seen = Ce que voit ce partenaire
communities-seen-title = Ce que voit { $name }
communities-seen-text = Les communautés où cette personne a été ajoutée et que vous lisez aussi, et qui elle y rencontre.
communities-seen-until = Accès jusqu’au { $date }
communities-seen-none-title = Aucune communauté que vous lisez
communities-seen-none = Un partenaire ne voit que les communautés où un responsable l’ajoute.
communities-seen-others = { $n ->
    [one] Et { $n } autre communauté, que vous ne lisez pas.
   *[other] Et { $n } autres communautés, que vous ne lisez pas.
}
communities-seen-since = Depuis le { $date }
communities-seen-meets = { $n ->
    [0] N’y rencontre personne
    [one] Y rencontre { $n } personne
   *[other] Y rencontre { $n } personnes
}
communities-seen-accepted = Texte accepté le { $date }
communities-seen-waits = Texte pas encore accepté
communities-seen-people = Qui cette personne rencontre
communities-seen-people-none = Personne, dans les communautés que vous lisez.
communities-seen-shared = { $n ->
    [one] Dans { $n } communauté
   *[other] Dans { $n } communautés
}
