directories-title = Annuaire
directories-intro = Les annuaires de l’entreprise qui sont suivis chaque nuit : ce qu’ils changent, personne par personne.
directories-none-title = Aucun annuaire n’est suivi
directories-none = Qui exploite le serveur en déclare un dans sa configuration, sous « directories » : des fichiers, ou un serveur LDAP.
directories-mode-report = annonce chaque nuit à { $hour } h, n’applique rien
directories-mode-apply = appliqué chaque nuit à { $hour } h
directories-running = En cours
directories-applied = Appliqué
directories-never = Cet annuaire n’a pas encore été lu. La prochaine nuit le fera, ou demandez un rapport.
directories-failed = L’annuaire n’a pas pu être lu ; rien n’a changé.
directories-failed-hint = Vérifiez que l’annuaire répond, puis demandez un nouveau rapport.
directories-stopped = { $count } personnes sur { $known } ont disparu de l’annuaire : c’est plus que les { $most } % admis, donc rien n’a été écrit. Vérifiez que l’annuaire est entier.
directories-moved = L’annuaire a changé depuis le rapport que vous aviez sous les yeux : rien n’a été écrit. Voici le nouveau.
directories-looked = Lu le { $date }
directories-count = { $what ->
    [leaves] Comptes fermés
    [stays] Disparues de l’annuaire, comptes gardés
    [left_out] Laissées de côté
    [changed] Modifiées
   *[created] Nouvelles
}
directories-same = Tout est comme dans l’annuaire.
directories-apply = Appliquer ce qui est annoncé
directories-report = Nouveau rapport
directories-people = Personne par personne
directories-people-of = Personne par personne : { $name }
directories-look-again = Actualiser
directories-done = Ce qui a changé
directories-announced = Ce qui changerait
directories-nothing = Rien ne change.
directories-nameless = Sans nom
directories-field = { $field ->
    [name] Nom :
    [title] Fonction :
    [unit] Unité :
    [site] Site :
    [phone] Téléphone :
    [manager] Responsable :
    [community] Communauté :
   *[added] { $name } :
}
directories-unread = { $kind ->
    [choice] « { $said } » n’est pas l’un des choix du champ ; il garde sa valeur.
    [date] « { $said } » n’est pas une date comme 2026-03-12 ; le champ garde sa valeur.
   *[number] « { $said } » n’est pas un nombre ; le champ garde sa valeur.
}
directories-reason = { $reason ->
    [gone] N’est plus dans l’annuaire.
    [disabled] Le compte est désactivé dans l’annuaire.
    [last] C’est le dernier administrateur : son compte reste ouvert.
    [blind] Une ligne de l’annuaire est illisible : personne n’est retiré tant qu’elle n’est pas corrigée.
    [left] La personne est partie ; un compte fermé ne se rouvre pas.
    [partner] C’est le compte d’un partenaire : son référent s’en occupe.
    [field] Aucun champ de profil ne porte ce nom : il a été renommé ou retiré.
    [nameless] La ligne n’a pas de nom.
    [ownerless] Aucun propriétaire n’est là pour cette communauté : l’annuaire n’en nomme pas, et la configuration non plus.
   *[twice] Une autre ligne porte la même adresse ou le même identifiant.
}
directories-what = { $when ->
    [done] { $what ->
        [leaves] Compte fermé
        [stays] Disparue
        [left_out] Laissée de côté
        [changed] Modifiée
       *[created] Créée
    }
   *[ahead] { $what ->
        [leaves] Serait fermé
        [stays] Disparue
        [left_out] Laissée de côté
        [changed] Serait modifiée
       *[created] Serait créée
    }
}
