experts-title = Qui sait… ?
experts-intro = Écrivez la question. Voici qui peut aider, avec ce qui le montre. Vous choisissez.
experts-question = Votre question
experts-example = Quelle borne pour vingt fourgons la nuit ?
experts-start-title = Posez-la comme elle vient
experts-start = Une phrase ou quelques mots. On cherche dans les réponses retenues, les compétences confirmées et ce qui a été écrit là où vous lisez.
experts-none-title = Personne ne se détache
experts-none = Rien de proche n’a été écrit là où vous lisez, et aucun profil ne porte ces mots.
experts-answered = Déjà répondu, peut-être :
experts-ask-all = Poser la question à tous
experts-count = { $n ->
    [one] { $n } personne peut aider. Classée par ce qui est proche de la question et par ses réponses récentes.
   *[other] { $n } personnes peuvent aider. Classées par ce qui est proche de la question et par leurs réponses récentes.
}
experts-ask = Poser la question
experts-ask-text = Les personnes cochées, { $most } au plus, seront mentionnées. Vous choisissez ensuite où la question paraît.
experts-choose = Demander
experts-how = Comment c’est classé : réponses retenues, réponses et textes proches, compétences confirmées, activité récente. Ni le rang, ni l’ancienneté. Personne d’autre ne voit ce classement.
experts-accepted = { $n ->
    [one] { $n } réponse retenue à ce sujet
   *[other] { $n } réponses retenues à ce sujet
}
experts-answers = { $n ->
    [one] { $n } réponse proche
   *[other] { $n } réponses proches
}
experts-texts = { $n ->
    [one] { $n } texte proche
   *[other] { $n } textes proches
}
experts-last = dernier texte : { $ago }
experts-language = Langue parlée
