circles-title = Cercles
circles-intro = Un cercle réunit les personnes d’une filiale. Les personnes de deux cercles ne se voient pas, sauf dans les communautés où les unes et les autres ont été ajoutées. Le siège, c’est-à-dire qui n’est dans aucun cercle, voit tout le monde, et tout le monde le voit.
circles-none-title = Aucun cercle
circles-none = Tout le monde voit tout le monde. Créez un cercle par filiale, puis ajoutez-y ses personnes.
circles-people = { $n ->
    [0] Personne
    [one] { $n } personne
   *[other] { $n } personnes
}
circles-head-office = Siège : dans aucun cercle
circles-stays = Ce qui reste visible
circles-stays-said = Pour toute l’entreprise, { $people ->
    [0] personne n’a publié ni commenté jusqu’ici.
    [one] une personne a publié ou commenté jusqu’ici.
   *[other] { $people } personnes ont publié ou commenté jusqu’ici.
}
circles-stays-counts = { $posts ->
    [one] { $posts } publication
   *[other] { $posts } publications
} et { $comments ->
    [one] { $comments } commentaire
   *[other] { $comments } commentaires
} y restent lisibles par tous, avec le nom de leur auteur, sans lien vers son profil pour qui ne le voit plus.
circles-open = { $n ->
    [0] Aucune communauté ouverte ne change de lecteurs.
    [one] Une communauté ouverte n’est plus lue, dans les cercles, que par ses membres.
   *[other] { $n } communautés ouvertes ne sont plus lues, dans les cercles, que par leurs membres.
}
circles-mixed = { $n ->
    [one] Dans une communauté se rencontrent des personnes de plusieurs cercles : elles s’y voient.
   *[other] Dans { $n } communautés se rencontrent des personnes de plusieurs cercles : elles s’y voient.
}
circles-stays-text = Rien n’est supprimé ni déplacé. Dissoudre un cercle remet tout comme avant.
circles-new = Nouveau cercle
circles-name = Nom
circles-name-hint = Celui de la filiale, par exemple. Ses personnes le lisent là où d’autres lisent « toute l’entreprise ».
circles-make = Créer le cercle
circles-all = Tous les cercles
circles-put-in = Ajouter des personnes
circles-put-in-text = Choisissez une personne, une unité ou un site. Vous voyez ce qui change avant de l’appliquer. Qui arrive plus tard dans l’unité ou sur le site, par un annuaire ou par vous, rejoint aussi le cercle.
circles-person = Une personne
circles-person-hint = Son adresse, son identifiant ou son nom entier.
circles-unit = Une unité, avec celles qui en dépendent
circles-site = Un site
circles-nobody-of = Aucun choix
circles-look = Voir ce qui change
circles-changes = Ce qui change
circles-coming = { $n ->
    [0] Personne à ajouter à { $name }.
    [one] Une personne rejoint { $name }.
   *[other] { $n } personnes rejoignent { $name }.
}
circles-here = { $n ->
    [one] Une autre y est déjà.
   *[other] { $n } autres y sont déjà.
}
circles-elsewhere = { $n ->
    [one] L’une d’elles quitte son cercle actuel et n’en lit plus les publications.
   *[other] { $n } d’entre elles quittent leur cercle actuel et n’en lisent plus les publications.
}
circles-from-now = Dans un cercle, on ne voit plus les autres, on lit ce qui s’adresse à toute l’entreprise sans y répondre, et l’on publie dans le sien.
circles-meet = { $n ->
    [one] Dans une communauté, elles rencontrent des personnes d’autres cercles et continuent de les voir.
   *[other] Dans { $n } communautés, elles rencontrent des personnes d’autres cercles et continuent de les voir.
}
circles-put-these = { $n ->
    [one] Ajouter cette personne
   *[other] Ajouter ces { $n } personnes
}
circles-take-these = { $n ->
    [one] Retirer la personne déjà présente
   *[other] Retirer les { $n } personnes déjà présentes
}
circles-nobody = Ajoutez des personnes ci-dessus, une à une, par unité ou par site.
circles-take-out = Retirer
circles-take-out-this = Retirer { $name }
circles-rename = Renommer
circles-dissolve = Dissoudre le cercle
circles-dissolve-text = Ses personnes voient de nouveau tout le monde. Ce qu’elles y ont publié reste lisible par elles, sans plus rien y ajouter. Vous pouvez revenir en arrière.
circles-dissolved-ones = Cercles dissous
circles-is-dissolved = Ce cercle est dissous : ses personnes voient tout le monde.
circles-restore = Rétablir le cercle
circles-restore-this = Rétablir le cercle { $name }
circles-restore-text = Ses personnes y reviennent, sauf celles qui sont dans un autre cercle depuis.
circles-only-reads = Ce message s’adresse à toute l’entreprise : vous pouvez le lire, sans y répondre. Pour en parler, partagez-le avec les personnes de votre cercle.
circles-share = Partager dans mon cercle
circles-place = Seules les personnes du cercle lisent et publient ici.
circles-badge = Cercle
circles-refusal-only-reads = Ce qui s’adresse à toute l’entreprise se lit sans y répondre. Partagez-le dans votre cercle pour en parler.
circles-refusal-name-missing = Donnez un nom au cercle.
circles-refusal-name-taken = Un cercle porte déjà ce nom. Choisissez-en un autre.
circles-refusal-many = L’entreprise a déjà { $max } cercles.
circles-refusal-dissolved = Ce cercle est dissous. Rétablissez-le d’abord.
circles-refusal-who-missing = Choisissez une personne, une unité ou un site.
circles-refusal-who-several = Choisissez l’un des trois seulement.
circles-refusal-members-many = Au plus { $max } membres à la fois.
toast-refusal-circle-made = Cercle créé. Ajoutez-y ses personnes.
toast-refusal-circle-in = { $n ->
    [0] Rien n’a changé : toutes y étaient déjà.
    [one] Une personne ajoutée au cercle.
   *[other] { $n } personnes ajoutées au cercle.
}
toast-refusal-circle-out = { $n ->
    [0] Rien n’a changé.
    [one] Une personne retirée du cercle.
   *[other] { $n } personnes retirées du cercle.
}
toast-refusal-circle-dissolved = Cercle dissous.
toast-refusal-circle-restored = Cercle rétabli.
