skills-title = Compétences
skills-edit = Modifier
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
