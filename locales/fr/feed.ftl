feed-title = Fil d’accueil
feed-empty-title = Votre fil est encore vide
feed-empty = Rejoignez une communauté ou suivez un collègue : ce qu’ils publient arrivera ici.
feed-find = Voir les communautés
feed-stopped-here = Vous en étiez là
feed-up-to-date = Vous êtes à jour.
