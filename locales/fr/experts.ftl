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
experts-how = Comment c’est classé : réponses retenues, réponses jugées utiles, textes proches, compétences confirmées ; le récent compte davantage. Ni le rang, ni l’ancienneté. Personne d’autre ne voit ce classement.
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
experts-route-title = Demander aux 3 personnes les plus à même de répondre
experts-route-text = Elle paraît là où vous le dites, et les trois personnes les plus à même de répondre, parmi celles qui y lisent, en sont averties aussitôt. Celles qu’on a beaucoup demandées ces temps-ci passent leur tour. Sans réponse après un jour ouvré, trois autres sont demandées, puis trois autres encore.
experts-route-where = Où la poser
experts-route = Demander aux 3 personnes
experts-accepts-none = Ne souhaite pas recevoir de questions
experts-full = { $n ->
    [one] A déjà { $n } question cette semaine
   *[other] A déjà { $n } questions cette semaine
}
experts-waiting = { $n ->
    [one] { $n } question en cours
   *[other] { $n } questions en cours
}
experts-asked-title = À qui la question est posée
experts-asked-private = Vu de qui demande et de ceux à qui l’on demande, de personne d’autre.
experts-widens = Sans réponse, d’autres seront demandés le { $when }.
experts-passed-by = de la part de { $name }
experts-wave = { $n ->
    [2] deuxième tour
   *[other] troisième tour
}
experts-state = { $state ->
    [waiting] Pas encore de réponse
    [answered] A répondu
    [passed] A passé la main
   *[withdrawn] S’est retiré
}
experts-yours-title = On compte sur vous
experts-yours-text = Répondez ci-dessous, ou passez la main : ce n’est pas grave, d’autres seront demandés.
experts-pass-to = Passer la main à
experts-pass-to-hint = L’adresse ou l’identifiant d’un collègue qui lit ici. Laissez vide si vous ne savez pas qui.
experts-pass = Passer la main
experts-withdraw = Me retirer
experts-no-more = Vous n’êtes plus attendu sur cette question.
experts-take-again = La reprendre
experts-see-question = Voir la question
experts-yours = À vous de répondre
experts-asked-by = De { $name }
experts-availability = Votre disponibilité
experts-availability-text = Vous choisissez combien de questions vous acceptez par semaine.
experts-set = Régler
experts-limit = Questions par semaine
experts-limit-text = Quand une question est posée aux personnes les plus à même de répondre, vous pouvez en être. Dites combien vous en acceptez en sept jours. Qui vous mentionne vous atteint toujours.
experts-limit-hint = De 0 (aucune) à { $max }.
experts-refusal-limit-wrong = Un nombre de 0 à { $max }.
experts-refusal-closed = Cette question a déjà une réponse, ou n’est plus ouverte.
experts-refusal-answered = Vous y avez déjà répondu.
experts-refusal-to-unknown = Aucun collègue n’a cette adresse ou cet identifiant.
experts-refusal-to-elsewhere = Cette personne ne lit pas là où la question est posée, ou l’a posée.
experts-refusal-to-full = On la lui a déjà demandée, ou elle n’accepte plus de question cette semaine.
experts-available = Disponibles maintenant
