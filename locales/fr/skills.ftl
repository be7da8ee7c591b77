skills-title = Compétences
skills-edit = Modifier
skills-brought = Vient de l’annuaire de l’entreprise ; à vous de la garder, de la changer ou de la retirer.
skills-own-none = Dites ce que vous savez faire : vos collègues vous trouveront, et pourront le confirmer.
skills-level = { $level ->
    [basics] Notions
    [able] À l’aise
    [experienced] Expérimenté
   *[reference] Référent
}
skills-confirmed-by = { $n ->
    [one] Confirmée par { $n } personne
   *[other] Confirmée par { $n } personnes
}
skills-confirmed = Confirmée
skills-confirmed-this = { $n ->
    [one] Confirmée par vous : { $skill }
   *[other] Confirmée par vous et d’autres ({ $n }) : { $skill }
}
skills-confirm = Confirmer
skills-confirm-this = { $n ->
    [0] Confirmer la compétence { $skill }
    [one] Confirmer la compétence { $skill }, confirmée par { $n } personne
   *[other] Confirmer la compétence { $skill }, confirmée par { $n } personnes
}
skills-of = { $skill } · { $name }
skills-quote = « { $text } »
skills-sentence = Ce que vous avez vu, en une phrase
skills-sentence-hint = Par exemple : « Elle a remis la ligne 3 en route en une heure. »
skills-withdraw = Ne plus confirmer
skills-nobody-title = Personne ne l’a encore confirmée
skills-nobody = Vous avez vu cette personne à l’œuvre ? Dites-le.
skills-nobody-own = Vos collègues la confirmeront quand ils vous auront vu à l’œuvre.
skills-name = Compétence
skills-name-hint = Choisissez dans la liste, ou écrivez-en une nouvelle.
skills-name-hint-partner = Avec vos mots.
skills-how-well = Niveau
skills-add = Ajouter
skills-none-title = Aucune compétence
skills-none = Ajoutez ce que vous savez faire : c’est ainsi que vos collègues vous trouveront.
skills-level-of = Niveau : { $skill }
skills-save-level = Enregistrer le niveau : { $skill }
skills-remove = Retirer { $skill }
skills-all = Compétences de l’entreprise
skills-all-text = Ce que chacun dit savoir faire. Une compétence nouvelle rejoint la liste.
skills-say-own = Ajouter les vôtres
skills-search = Une compétence
skills-list-none-title = Aucune compétence de ce nom
skills-list-none = Essayez un autre mot, ou soyez la première personne à la dire.
skills-holders = { $n ->
    [one] { $n } personne
   *[other] { $n } personnes
}
skills-also = aussi { $names }
skills-holder-none-title = Personne ne l’a plus
skills-holder-none = Ceux qui l’avaient l’ont retirée, ou sont partis.
skills-refusal-name-missing = Écrivez le nom de la compétence.
skills-refusal-name-long = { $max } caractères au plus.
skills-refusal-sentence-long = { $max } caractères au plus.
skills-refusal-level-unknown = Ce niveau n’existe pas.
skills-refusal-many = { $max } compétences au plus. Retirez-en une d’abord.
skills-refusal-own = C’est aux autres de confirmer vos compétences.
skills-refusal-bot = Un bot ne confirme rien.
skills-other-name = Un autre nom
skills-other-name-label = Nom
skills-other-name-hint = Dans une autre langue, ou un autre mot pour la même chose : on la trouvera aussi par lui.
skills-language = Langue du nom
skills-refusal-name-taken = Ce nom mène déjà à une autre compétence.
skills-refusal-names-many = { $max } noms au plus pour une compétence.
skills-refusal-language-unknown = Cette langue n’est pas proposée.
skills-said = Dit en { $month }
skills-unite = Réunir avec…
skills-unite-title = Réunir « { $skill } » avec une autre
skills-unite-text = Deux compétences qui disent la même chose n’en font plus qu’une. Voyez d’abord ce que cela donne.
skills-unite-into = Compétence à garder
skills-unite-into-hint = Par l’un de ses noms.
skills-unite-look = Voir ce que cela donne
skills-unite-becomes = « { $from } » devient « { $into } »
skills-unite-names = { $n ->
    [one] Son nom mènera à « { $into } ».
   *[other] Ses { $n } noms, dans toutes les langues, mèneront à « { $into } ».
}
skills-unite-holders = { $n ->
    [0] Personne ne l’a.
    [one] La personne qui l’a aura « { $into } », au même niveau.
   *[other] Les { $n } personnes qui l’ont auront « { $into } », au même niveau.
}
skills-unite-both = { $n ->
    [one] Une d’elles a déjà l’autre : le niveau le plus haut reste.
   *[other] { $n } d’entre elles ont déjà l’autre : le niveau le plus haut reste.
}
skills-unite-confirmations = { $n ->
    [0] Aucune confirmation n’est à joindre.
    [one] Une confirmation, avec sa phrase, rejoint les autres.
   *[other] { $n } confirmations, avec leurs phrases, rejoignent les autres ; qui a confirmé les deux compte une fois.
}
skills-unite-count = { $after ->
    [one] Une personne l’aura en tout (aujourd’hui { $before }).
   *[other] { $after } personnes l’auront en tout (aujourd’hui { $before }).
}
skills-unite-address = L’adresse de « { $skill } » mènera à l’autre.
skills-unite-final = On ne peut pas revenir en arrière.
skills-unite-type = Pour confirmer, tapez { $skill }
skills-unite-submit = Réunir
skills-refusal-unite-unknown = Aucune compétence ne porte ce nom.
skills-refusal-unite-same = C’est la même compétence. Choisissez-en une autre.
skills-refusal-unite-name = Ce n’est pas le nom de cette compétence.
skills-proposed-title = L’ajouter à vos compétences ?
skills-proposed-private = Vous seul voyez ceci. Rien n’est ajouté sans vous.
skills-proposed-answers = { $n ->
    [one] Une de vos réponses à ce sujet a été retenue.
   *[other] { $n } de vos réponses à ce sujet ont été retenues.
}
skills-proposed-thanks = { $n ->
    [one] On vous en a remercié une fois.
   *[other] On vous en a remercié { $n } fois.
}
skills-proposed-add = Ajouter { $skill } à vos compétences
skills-proposed-no = Non merci
skills-proposed-refuse = Non merci, pas { $skill }
skills-proposed-none = Quand plusieurs de vos réponses sur un sujet auront été retenues, il vous sera proposé ici, un par semaine au plus.
skills-proposed-off = Vous ne souhaitez pas de propositions.
skills-proposed-stop = Ne plus rien me proposer
skills-proposed-start = Me proposer des compétences
skills-current-title = Toujours d’actualité ?
skills-current-text = Dites il y a longtemps, et ni confirmées ni utilisées depuis. Elles s’affichent plus pâles et passent après les autres.
skills-current-yes = Oui
skills-current-yes-this = Oui, { $skill } est toujours d’actualité
skills-current-no = Non
skills-current-no-this = Non, { $skill } n’est plus d’actualité
