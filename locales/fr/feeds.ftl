# Les flux qu’un lecteur de flux relit : une communauté, un sujet.
feeds-name = { $company } : { $name }
feeds-of = Le flux de { $name }
feeds-intro = Un lecteur de flux (Thunderbird, NetNewsWire, FreshRSS…) peut vous montrer ce qui paraît ici, sans ouvrir Ruche. Il lui faut une adresse privée, qu’il relit de lui-même.
feeds-secret = Quiconque connaît cette adresse lit ce que vous lisez ici, sans se connecter. Ne la transmettez à personne. Elle cesse de répondre dès que vous ne lisez plus ce lieu.
feeds-how = Dans votre lecteur de flux, choisissez d’ajouter un flux (format Atom), puis collez l’adresse.
feeds-back = Retour à { $name }
feeds-none = Aucune adresse de flux
feeds-find = Voir les communautés
feeds-where = Pour créer une adresse, ouvrez une communauté ou un sujet, puis « Flux ».
feeds-lost = Un lieu que vous ne lisez plus
feeds-delete = Supprimer l’adresse du flux de { $name }
feeds-refusal-too-many = { $max } adresses de flux au plus. Supprimez-en une dans vos réglages.
