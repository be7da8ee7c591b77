posts-reason-followed = Parce que vous suivez { $name }
posts-reason-topic = Parce que vous suivez { $topic }
posts-pinned = Épinglé
posts-whole-company = Toute l’entreprise
posts-edited = modifié
posts-read-all = Tout lire
posts-missing-file = Photo non fournie lors de la reprise des données.
posts-comment-count = { $n ->
    [one] Commenter, { $n } commentaire
   *[other] Commenter, { $n } commentaires
}
posts-comment = Commenter
posts-actions = Actions pour la publication de { $name }
posts-open = Ouvrir
posts-copy-link = Copier le lien
posts-link-copied = Lien copié.
posts-edit = Modifier
posts-pin = Épingler
posts-unpin = Désépingler
posts-delete = Supprimer
posts-of = Publication de { $name }
posts-crumbs = Fil d’Ariane
posts-post = Publication
posts-bin-intro = Ce que vous avez supprimé reste ici 30 jours, visible de vous seul.
posts-bin-empty-title = La corbeille est vide
posts-bin-empty = Ce que vous supprimez y reste 30 jours.
posts-without-text = Publication sans texte
posts-deleted-at = supprimé
posts-restore = Rétablir
posts-none-title = Pas encore de publication
posts-none = Ce qui sera publié et que vous pouvez lire apparaîtra ici.
posts-first-title = Rien n’est encore publié ici
posts-first = Dites bonjour, posez une question, montrez une photo : c’est vous qui commencez.
posts-new-one = { "{n}" } nouvelle publication
posts-new-other = { "{n}" } nouvelles publications
posts-new-some = Du nouveau : recharger
posts-whats-new = Quoi de neuf, { $name } ?
posts-photo = Photo
posts-audience = { $readers ->
    [one] Sera lu par { $readers } personne.
   *[other] Sera lu par { $readers } personnes.
}
posts-audience-partners = { $readers ->
    [one] Sera lu par { $readers } personne, entreprises extérieures comprises : { $companies }.
   *[other] Sera lu par { $readers } personnes, dont des entreprises extérieures : { $companies }.
}
posts-edit-title = Modifier la publication
posts-close = Fermer, le brouillon est gardé
posts-draft-kept = Brouillon gardé sur cet appareil
posts-draft-not-kept = Le brouillon n’a pas pu être gardé
posts-see-first = Voir ce qui a été publié la première fois
posts-publish-as-new = Publier à part
posts-where = Où publier
posts-placeholder = Une nouvelle, une question, une réussite à partager ?
posts-throw-away = Jeter
posts-thrown = Brouillon jeté.
posts-problem-network = Pas de réseau. Votre texte est gardé : renvoyez-le dès son retour.
posts-problem-session = Votre session est terminée. Votre texte est gardé : reconnectez-vous dans un autre onglet, puis renvoyez-le.
posts-problem-server = Le service ne répond pas. Votre texte est gardé : renvoyez-le dans un instant.
posts-problem-closed = Vous ne pouvez plus écrire ici : ce à quoi vous répondez a été retiré, ou ce lieu ne vous est plus ouvert. Votre texte est gardé sur cet appareil.
posts-problem-busy = Vous envoyez beaucoup de choses à la fois. Votre texte est gardé : attendez une minute, puis renvoyez-le.
posts-problem-unfit = Cet envoi n’a pas pu être accepté. Votre texte est gardé : rechargez la page, puis renvoyez-le.
posts-problem-files = Un fichier n’est pas encore envoyé, ou a été refusé. Réessayez-le ou retirez-le.
posts-your-text = Votre texte
posts-markdown = Mise en forme : **gras**, *italique*, - liste, > citation, [lien](adresse), #sujet.
posts-suggest = Suggestions
posts-suggest-people = Personnes à mentionner
posts-suggest-topics = Sujets
posts-suggestion-one = { "{n}" } suggestion
posts-suggestion-other = { "{n}" } suggestions
posts-suggestion-none = Aucune suggestion
posts-will-not-read = Ne lira pas
posts-formats = Mise en forme
posts-format-bold = Gras
posts-format-italic = Italique
posts-format-heading = Titre
posts-format-list = Liste
posts-format-numbers = Liste numérotée
posts-format-quote = Citation
posts-format-code = Code
posts-format-link = Lien
posts-format-table = Tableau
posts-table = Tableau
posts-table-row = Ligne
posts-table-column = Colonne
posts-table-delete-row = Supprimer la ligne
posts-table-delete-column = Supprimer la colonne
posts-table-delete = Supprimer le tableau
posts-emoji = Emoji
posts-emoji-all = Choisir un emoji
posts-emoji-search = Chercher un emoji
posts-emoji-recent = Récents
posts-emoji-found = Trouvés
posts-emoji-found-one = { "{n}" } emoji
posts-emoji-found-other = { "{n}" } emojis
posts-emoji-found-none = Aucun emoji ne porte ce nom.
posts-emoji-faces = Visages et émotions
posts-emoji-people = Personnes et gestes
posts-emoji-nature = Animaux et nature
posts-emoji-food = Cuisine et boissons
posts-emoji-places = Lieux et voyages
posts-emoji-activities = Activités
posts-emoji-objects = Objets
posts-emoji-symbols = Symboles
posts-emoji-flags = Drapeaux
posts-format-mention = Mentionner quelqu’un
posts-format-topic = Ajouter un sujet
posts-link-address = Adresse du lien
posts-link-set = Mettre le lien
posts-link-unset = Retirer
posts-refusal-empty = Écrivez quelque chose, ou ajoutez une photo.
posts-refusal-bot-names = Un bot mentionne au plus { $max } personnes à la fois.
posts-refusal-key-missing = Cette page a expiré. Rechargez-la, puis recommencez : votre texte est gardé.
posts-refusal-edited-meanwhile = Cette publication a été modifiée ailleurs entre-temps. Votre texte est gardé ici ; ouvrez-la dans un autre onglet pour comparer.
posts-refusal-already-published = Ce texte a déjà été publié une fois, puis vous l’avez changé. Il n’a pas été publié de nouveau.
posts-refusal-too-fast = Vous publiez très vite. Recommencez dans { $seconds } s : votre texte est gardé.
posts-reason-company = Publié pour toute l’entreprise
posts-reason-joined = Parce que vous êtes membre de { $place }
posts-outside = { $names } : mention sans effet, cette publication ne leur est pas ouverte.
posts-outside-company = Les publications à toute l’entreprise ne sont pas lues par les partenaires.
posts-outside-invite = Inviter dans la communauté
posts-outside-ask = Voir les responsables
posts-history = Versions précédentes
posts-history-none-title = Aucune version précédente
posts-history-none = Cette publication n’a pas été modifiée.
posts-history-of = Version du { $at }
posts-refusal-heading-missing = Donnez un titre : c’est ce qu’on lit d’abord.
posts-refusal-heading-too-long = { $max } caractères au plus.
posts-refusal-poll-options-few = Proposez au moins deux choix.
posts-refusal-poll-options-many = { $max } choix au plus.
posts-refusal-poll-options-same = Deux choix sont les mêmes.
posts-refusal-poll-option-long = { $max } caractères au plus par choix.
posts-refusal-poll-voted = Des personnes ont déjà voté : les choix ne changent plus. La date de fin, si.
posts-refusal-poll-closed = Ce sondage est clos : votre vote n’a pas été pris.
posts-refusal-event-over = Cet événement est passé : votre réponse n’a pas été prise.
posts-refusal-event-start-missing = Dites quand il commence.
posts-refusal-event-end-wrong = La fin vient après le début, et au plus 31 jours plus tard.
posts-refusal-time-unreadable = Cette date ne se lit pas. Exemple : 2026-03-12T18:00
posts-refusal-time-past = Cette date est déjà passée.
posts-refusal-kudos-value-missing = Dites pour quoi vous remerciez.
posts-refusal-kudos-nobody = Mentionnez dans le texte au moins une personne à remercier, autre que vous : @ puis son nom.
posts-refusal-choice-unknown = Ce choix n’est pas proposé.
posts-refusal-announcement-others = Les annonces à confirmer sont publiées par les responsables du lieu. Choisissez un autre format.
posts-refusal-reminded-already = Un rappel est déjà parti il y a moins d’un jour.
posts-audience-reviewed = Un responsable relira votre publication avant qu’elle paraisse.
posts-archived-since = Archivée { $at } : elle se lit, on n’y répond plus
posts-archive = Archiver
posts-unarchive = Sortir des archives
posts-archives = Archives
posts-archives-intro = { $place } : ce qui a quitté le fil et se lit toujours.
posts-archives-none-title = Rien dans les archives
posts-archives-none = Ce qui est archivé, ou a passé sa date, se retrouve ici.
posts-refusal-time-far = Choisissez une date d’ici à deux ans.
posts-refusal-archived = Cette publication est archivée : on n’y répond plus.
posts-refusal-review-needed = Dans cette communauté, un responsable relit avant parution.
posts-refusal-draft-elsewhere = Ce brouillon a été repris sur un autre appareil entre-temps. Votre texte est gardé ici ; ouvrez l’autre version dans vos brouillons.
posts-refusal-draft-gone = Ce texte a déjà paru, ou a été jeté sur un autre appareil. Ce que vous voyez est gardé ici.
posts-refusal-drafts-many = { $max } brouillons au plus. Publiez ou jetez-en quelques-uns.
posts-refusal-author-left = Le compte de son auteur est fermé.
posts-refusal-behalf-elsewhere = Cette personne n’écrit pas dans ce lieu. Choisissez-en un autre, ou publiez en votre nom.
posts-refusal-behalf-lost = Vous ne pouvez pas, ou plus, publier au nom de cette personne. Votre texte est gardé.
posts-refusal-place-lost = Vous ne pouvez plus écrire dans ce lieu. Choisissez-en un autre, puis renvoyez-la.
posts-refusal-share-gone = Cette publication a été supprimée ou ne vous est plus ouverte : elle ne peut plus être partagée. Votre texte est gardé.
posts-refusal-note-missing = Dites en quelques mots ce qui est à revoir.
posts-print = Imprimer
posts-as-whom = Publier au nom de
posts-as-oneself = Moi-même
posts-published-by = Publié par { $name }
posts-share = Partager
posts-share-placeholder = Pourquoi la partager ? (facultatif)
posts-shared-hidden = Une publication est partagée ici, mais vous n’y avez pas accès ou elle a été supprimée.
posts-shared-readers = Elle reste dans « { $place } » : seules les personnes qui lisent ce lieu la verront ici.
posts-language = Langue du texte
posts-language-guessed = Devinée
posts-refusal-language-unknown = Cette langue n’est pas proposée. Choisissez-en une dans la liste.
posts-folded = { $language ->
    [fr] En français, par { $name }
    [en] En anglais, par { $name }
    [de] En allemand, par { $name }
    [es] En espagnol, par { $name }
    [it] En italien, par { $name }
    [pt] En portugais, par { $name }
    [nl] En néerlandais, par { $name }
   *[other] Dans une autre langue, par { $name }
}
posts-unfold = Afficher
posts-fold = Replier
