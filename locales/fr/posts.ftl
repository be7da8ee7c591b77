posts-reason-followed = Parce que vous suivez { $name }
posts-pinned = Épinglé
posts-whole-company = Toute l’entreprise
posts-edited = modifié
posts-read-all = Tout lire
posts-missing-file = Photo non fournie lors de la reprise des données.
posts-comment-count = { $n ->
    [0] Commenter
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
posts-document = Document
posts-ask-someone = Demander à quelqu’un
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
posts-format-mention = Mentionner quelqu’un
posts-format-topic = Ajouter un sujet
posts-link-address = Adresse du lien
posts-link-set = Mettre le lien
posts-link-unset = Retirer
posts-refusal-empty = Écrivez quelque chose, ou ajoutez une photo.
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
