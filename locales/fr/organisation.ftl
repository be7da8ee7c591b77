organisation-chart = Organigramme
organisation-placed = { $placed ->
    [0] Personne n’y a encore sa place.
    [one] { $placed } personne placée sur { $employees }.
   *[other] { $placed } personnes placées sur { $employees }.
} Ouvrez une personne pour voir son équipe.
organisation-find-me = Me retrouver
organisation-say-mine = Dire qui est mon responsable
organisation-change-manager = Changer de responsable
organisation-go-to = Aller à une personne
organisation-none-title = L’organigramme est vide
organisation-none = Il se dessine à mesure que chacun indique son responsable. Commencez par le vôtre.
organisation-placeless-me = Vous n’avez pas encore de responsable ici, ni personne dans votre équipe.
organisation-placeless = { $name } n’a pas encore de place dans l’organigramme.
organisation-top = Direction
organisation-all-on-top = Toute la direction
organisation-team-of = Équipe de { $name }
organisation-reports = { $n ->
    [one] { $n } rattachement direct
   *[other] { $n } rattachements directs
}
organisation-in-all = { $n ->
    [one] { $n } personne en tout
   *[other] { $n } personnes en tout
}
organisation-others = { $n ->
    [one] { $n } autre personne
   *[other] { $n } autres personnes
}
organisation-nobody-title = Personne ici
organisation-nobody-below = Aucune personne ne lui est rattachée.
organisation-nobody-mine = Personne ne vous a encore désigné comme responsable.
organisation-nobody-here = Les profils qui portent ce nom s’affichent ici.
organisation-my-team = Mon équipe
organisation-their-team = Son équipe
organisation-team-unsaid = Indiquez votre responsable : on saura à qui s’adresser autour de vous.
organisation-manager = Responsable
organisation-peer = Collègue
organisation-report = Dans son équipe
organisation-all-reports = { $n ->
    [one] { $n } personne dans l’équipe
   *[other] Les { $n } personnes de l’équipe
}
organisation-i-report = Mon responsable
organisation-report-to-me = Mon équipe directe
organisation-reports-of = Responsable de { $name }
organisation-manager-field = Nom ou adresse de courriel
organisation-another-manager = Remplacer par
organisation-manager-hint = Le nom entier, l’adresse ou le nom d’utilisateur d’un collègue.
organisation-remove = Retirer
organisation-report-no-more = Ne plus dépendre de { $name }
organisation-send-back = Retirer { $name } de mon équipe
organisation-units = Unités
organisation-units-intro = Directions, services, équipes. Chacun choisit la sienne dans son profil.
organisation-units-none-title = Pas encore d’unité
organisation-units-none = Une unité apparaît dès qu’un profil la nomme.
organisation-units-below = Ses unités
organisation-unit-new = Nouvelle unité
organisation-unit-edit = Modifier l’unité
organisation-unit-parent = Fait partie de
organisation-unit-parent-hint = Le nom d’une unité. Si plusieurs le portent, tout le chemin : Ventes › Sud-Est.
organisation-unit-lead = Responsable
organisation-unit-about = Ce qu’elle fait
organisation-unit-delete = Supprimer
organisation-unit-skills = Compétences de l’unité
organisation-say-unit = Indiquer mon unité
organisation-leads = Responsable de l’unité
organisation-path = Chemin hiérarchique
organisation-people = { $n ->
    [0] Personne pour l’instant
    [one] { $n } personne
   *[other] { $n } personnes
}
organisation-sites = Sites
organisation-sites-intro = Où l’on travaille, et qui s’y trouve.
organisation-sites-none-title = Pas encore de site
organisation-sites-none = Un site apparaît dès qu’un profil le nomme.
organisation-say-site = Indiquer mon site
organisation-site-edit = Modifier le site
organisation-site-name-hint = Le nouveau nom s’affiche aussitôt sur chaque profil.
organisation-site-address = Adresse
organisation-site-zone-hint = Par exemple Europe/Paris. Sert à dire l’heure qu’il est là-bas.
organisation-site-skills = Compétences du site
organisation-latitude = Latitude
organisation-latitude-hint = En degrés : 45,7485. Place le site sur la carte.
organisation-longitude = Longitude
organisation-longitude-hint = En degrés : 4,8467.
organisation-map = { $n ->
    [one] Carte : { $n } site
   *[other] Carte : { $n } sites
}
organisation-refusal-name-missing = Il manque un nom.
organisation-refusal-name-arrow = Un nom ne contient ni « › » ni « > » : ils séparent les unités d’un chemin.
organisation-refusal-oneself = On ne dépend pas de soi-même. Choisissez un collègue.
organisation-refusal-nobody = Aucun collègue ne s’appelle ainsi. Essayez son adresse de courriel.
organisation-refusal-several = Plusieurs collègues portent ce nom. Écrivez l’adresse de courriel.
organisation-refusal-circle = Cette personne dépend déjà, de proche en proche, de celle que vous placez.
organisation-refusal-deep = L’organigramme a { $max } niveaux au plus.
organisation-refusal-which-unit = Plusieurs unités portent ce nom. Écrivez le chemin, par exemple « Ventes › Sud-Est ».
organisation-refusal-no-unit = Aucune unité ne s’appelle ainsi.
organisation-refusal-unit-circle = Une unité ne peut pas faire partie d’elle-même.
organisation-refusal-twin = Une unité porte déjà ce nom à cet endroit.
organisation-refusal-unit-full = Cette unité n’est pas vide : des personnes ou d’autres unités en font partie.
organisation-refusal-site-taken = Un autre site porte déjà ce nom.
organisation-refusal-coordinate = Un nombre de degrés entre -{ $most } et { $most }, ou rien dans les deux champs.
organisation-profile-of = Profil de { $name }
