topics-title = Sujets
topics-intro = Les mots que vos collègues marquent d’un #, là où vous pouvez les lire.
topics-search = Chercher un sujet
topics-order = Ordre des sujets
topics-by-use = Utilisés récemment
topics-by-name = De A à Z
topics-all = Tous les sujets
topics-older = Voilà ceux des 30 derniers jours.
topics-none-title = Aucun sujet ces 30 derniers jours
topics-none = Dans une publication, tapez # suivi d’un mot : il devient un sujet.
topics-none-found-title = Aucun sujet ne commence ainsi
topics-none-found = Essayez un mot plus court, ou parcourez la liste.
topics-last-used = Dernier usage :
topics-follow = Suivre
topics-following = Suivi
topics-follower-count = { $n ->
    [0] Personne ne le suit encore
    [one] Suivi par { $n } personne
   *[other] Suivi par { $n } personnes
}
topics-about = De quoi parle ce sujet
topics-about-hint = Quelques phrases, 500 caractères au plus, en Markdown. Tous les salariés qui rencontrent ce sujet les lisent, où qu’il soit employé : rien de confidentiel ici.
topics-not-described = Personne n’a encore dit de quoi parle ce sujet.
topics-describe = Décrire ce sujet
topics-edit = Modifier
topics-see = Voir ce qui porte ce sujet
topics-changed-by = Dernière modification par
topics-around = Qui s’y connaît, sujets voisins
topics-experts = Qui s’y connaît
topics-experts-none = Pas encore de réponse retenue ni de réaction sur ce sujet.
topics-experts-text = D’après ce que vous pouvez lire.
topics-answers = { $n ->
    [one] { $n } réponse retenue
   *[other] { $n } réponses retenues
}
topics-votes = { $n ->
    [one] { $n } « M’a aidé »
   *[other] { $n } « M’a aidé »
}
topics-posts = { $n ->
    [one] { $n } publication
   *[other] { $n } publications
}
topics-reactions = { $n ->
    [one] { $n } réaction
   *[other] { $n } réactions
}
topics-related = Sujets voisins
topics-trends = On en parle
topics-trends-text = Les sujets plus employés que d’habitude ces sept derniers jours, dans ce que vous pouvez lire.
topics-trends-see = Voir les sujets du moment
topics-trends-none = Aucun sujet ne se détache cette semaine.
topics-trends-uses = { $n } fois en sept jours, par { $people } personnes
topics-rename = Renommer ce sujet
topics-name = Nouveau nom
topics-name-hint = L’ancien mot mènera au nouveau, et les publications déjà parues gardent leur texte.
topics-rename-submit = Renommer
topics-merge = Fusionner avec un autre sujet
topics-merge-text = Tout ce qui porte { $topic } portera l’autre sujet, ceux qui le suivent suivront l’autre, et le mot y mènera. On ne peut pas revenir en arrière.
topics-merge-into = Sujet à garder
topics-merge-type = Pour confirmer, tapez { $topic }
topics-merge-submit = Fusionner
topics-refusal-description-long = { $max } caractères au plus.
topics-refusal-changed = Quelqu’un a modifié ce texte entre-temps. Le vôtre est gardé ici : copiez-le, puis rechargez la page.
topics-refusal-name = Un seul mot de 2 à 50 lettres, chiffres, tirets ou traits bas, avec au moins une lettre.
topics-refusal-taken = Ce mot est déjà celui d’un autre sujet.
topics-refusal-merge-unknown = Vous ne lisez aucun sujet de ce nom.
topics-refusal-merge-same = C’est le même sujet.
topics-refusal-merge-name = Tapez exactement le nom du sujet qui disparaît.
