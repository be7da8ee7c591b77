members-directory-intro = Toutes les personnes du réseau, par nom.
members-filter = Chercher un nom
members-find = Chercher
members-of-directory = Donné par l’annuaire de l’entreprise, où cela se change.
members-nobody-title = Personne à ce nom
members-nobody = Essayez avec le début du prénom ou du nom.
members-nobody-written = Aucun nom ne s’écrit « { $q } ».
members-alike = Noms qui se prononcent de même
members-has-left = A quitté le réseau
members-edit = Modifier
members-unit = Unité
members-site = Site
members-phone = Téléphone
members-languages = Langues
members-name = Nom
members-title = Fonction
members-bio = Quelques lignes sur vous
members-bio-hint = Ce que vous faites, sur quoi on peut vous appeler. 600 caractères au plus.
members-sponsor = Garant
members-invited-by = Sous la responsabilité de
members-ends = Fin d’accès
members-until = Jusqu’au { $date }
members-followers = Abonnés
members-follower-count = { $n ->
    [0] Aucun abonné pour l’instant
    [one] { $n } personne suit ce profil
   *[other] { $n } personnes suivent ce profil
}
members-follow = Suivre
members-following = Suivi
members-my-posts = Vos publications
members-posts-of = Publications de { $name }
members-language = Langue
members-theme = Apparence
members-theme-system = Comme le système
members-theme-auto = Système
members-theme-light = Clair
members-theme-dark = Sombre
members-zone = Fuseau horaire
members-zone-hint = Par exemple Europe/Paris. Les heures affichées en dépendent.
members-shortcuts = Raccourcis clavier
members-shortcuts-hint = Une lettre suffit pour écrire, répondre ou avancer dans le fil. Jamais pendant que vous tapez.
members-admin-people = Personnes
members-admin-partners = Partenaires
members-admin-company = Entreprise
members-admin-intro = Administrer n’est pas lire : les communautés fermées vous restent fermées.
members-ownerless = Une communauté au moins n’a plus de responsable.
members-invite-title = Inviter
members-addresses = Adresses de courriel
members-addresses-hint = Collez une liste : une par ligne, ou séparées par des virgules. 200 au plus. Sans adresse, créez plutôt un lien à partager.
members-invite-mail = Envoyer les invitations
members-invite-link = Créer un lien
members-a-link = Lien à partager
members-open-until = Ouverte jusqu’au { $date }
members-uses-left = { $n ->
    [one] encore { $n } personne
   *[other] encore { $n } personnes
}
members-revoke = Reprendre
members-link-made = Ce lien ne sera plus affiché. Il ouvre le réseau à 50 personnes, pendant 14 jours.
members-password-made = À remettre en main propre : ce mot de passe ne sera plus affiché.
members-made-before = Le compte de { $name } a déjà été créé par ce formulaire. Si vous n’avez pas vu le mot de passe, donnez-en un autre depuis la liste des personnes.
members-copy = Copier
members-copied = Copié.
members-create-title = Créer un compte sans adresse de courriel
members-create-text = Pour les personnes de l’atelier ou du terrain : elles se connectent avec le nom d’utilisateur que vous leur donnez.
members-create-submit = Créer le compte
members-username = Nom d’utilisateur
members-username-hint = Lettres sans accent, chiffres, points et tirets.
members-actions-for = Actions pour { $name }
members-new-password = Donner un nouveau mot de passe
members-close-account = Fermer le compte
members-partner = Partenaire
members-partner-title = Inviter un partenaire
members-partner-text = Un partenaire ne voit que les communautés où on l’ajoute : ni annuaire, ni publications à toute l’entreprise. Son nom porte toujours celui de son entreprise.
members-partner-company = Son entreprise
members-partner-submit = Créer le compte partenaire
members-sponsor-hint = Adresse de la personne qui en répond chez vous. Vide : vous.
members-ends-in = Durée de l’accès, en jours
members-ends-hint = De 1 à 730. L’accès s’arrête de lui-même.
members-leavers = Quand quelqu’un part, ses écrits restent
members-leavers-name = Sous son nom
members-leavers-name-hint = Le fil garde ses repères.
members-leavers-hidden-hint = Le nom n’est plus montré nulle part.
members-mail-why = { $name } vous invite.
members-mail-title = Rejoignez { $company }
members-mail-text = C’est là que nous posons nos questions, partageons ce que nous savons et gardons ce que nous apprenons. Le lien est pour vous seul et fonctionne 14 jours.
members-mail-foot = Vous ne connaissez pas cette personne ? Ne faites rien : sans réponse, l’invitation s’efface.
members-mail-account-title = Votre compte { $company } est prêt
members-mail-account-why = Un compte vient d’être ouvert pour l’adresse { $email }.
members-mail-account-text = Il ne manque que votre mot de passe. Indiquez cette adresse sur la page qui s’ouvre : vous recevrez aussitôt un lien pour le choisir.
members-mail-account-button = Choisir mon mot de passe
members-mail-account-foot = Ce message ne vous dit rien ? Ne faites rien : personne n’entre sans mot de passe.
members-mail-asked-foot = Vous n’avez rien demandé ? Ne faites rien.
members-mail-known-text = Un compte existe déjà avec cette adresse : connectez-vous. Mot de passe oublié ? La page de connexion vous en fait choisir un autre.
members-mail-asked-button = Créer mon compte
members-mail-asked-text = Il vous reste à dire votre nom et à choisir un mot de passe. Le lien est pour vous seul et ne sert qu’une fois.
members-mail-asked = Quelqu’un, sans doute vous, a donné cette adresse pour entrer.
members-join-title = Bienvenue
members-join-text = Créez votre compte dans le réseau de { $company }.
members-join-submit = Entrer
members-join-sent = Un message part à l’instant pour { $email }. Son lien est pour vous seul ; ouvrez-le pour entrer. Rien reçu ? Regardez dans les indésirables, ou vérifiez l’adresse.
members-join-ask-submit = Recevoir mon lien
members-join-ask = Pour rejoindre { $company }, donnez votre adresse : vous y recevez un lien pour créer votre compte.
members-join-closed-title = Cette invitation n’est plus ouverte
members-join-closed = Elle a déjà servi, elle a expiré ou elle a été reprise. Si vous avez déjà un compte, connectez-vous ; sinon, demandez-en une autre à la personne qui vous l’a donnée.
members-refusal-name-missing = Indiquez le nom.
members-refusal-name-mixed = Un mot de ce nom mêle des lettres de plusieurs écritures : gardez-en une seule par mot.
members-refusal-line-too-long = { $max } caractères au plus.
members-refusal-bio-too-long = { $max } caractères au plus.
members-refusal-email-unreadable = Cette adresse n’est pas complète. Exemple : prenom.nom@entreprise.fr
members-refusal-username-unreadable = Lettres sans accent, chiffres, points et tirets ; 40 au plus.
members-refusal-login-missing = Indiquez une adresse de courriel.
members-refusal-login-taken = Un compte existe déjà avec cet identifiant.
members-refusal-form-used = Cette page a déjà servi à autre chose. Envoyez de nouveau pour faire ce qui est écrit ici.
members-refusal-sponsor-missing = Un partenaire a toujours un garant et une entreprise.
members-refusal-sponsor-unknown = Aucun collègue n’a cette adresse.
members-refusal-company-missing = Indiquez son entreprise.
members-refusal-end-missing = Choisissez une durée de 1 à 730 jours.
members-refusal-follow-self = On ne se suit pas soi-même.
members-refusal-zone-unknown = Ce fuseau n’est pas connu. Exemple : Europe/Paris
members-refusal-theme-unknown = Cette apparence n’est pas proposée.
members-refusal-last-admin = C’est le dernier administrateur : nommez-en un autre d’abord.
members-make-admin = Nommer administrateur
members-no-admin = Retirer l’administration
members-end-sessions = Fermer toutes les sessions
members-close-title = Fermer le compte de { $name }
members-close-access = L’accès prend fin tout de suite, sur tous les appareils.
members-close-places = La personne quitte ses communautés ; celle qui n’a pas d’autre responsable revient à l’animateur ou au collègue arrivé le premier.
members-close-writings = Ses écrits restent, signés comme l’entreprise l’a choisi.
members-close-login = C’est définitif : qui revient reçoit un nouveau compte.
members-close-type = Pour confirmer, écrivez le nom : { $name }
members-close-submit = Fermer définitivement le compte
members-close-keep = Garder le compte
members-sponsor-left = Garant parti
members-ends-soon = Fin proche
members-partner-change = Accès de { $name }
members-ends-from-now = Jours d’accès à partir d’aujourd’hui
members-invited-some = { $new ->
    [0] Aucune invitation envoyée.
    [one] { $new } invitation envoyée.
   *[other] { $new } invitations envoyées.
} { $n ->
    [one] A déjà un compte : { $known }
   *[other] Ont déjà un compte : { $known }
}
members-refusal-role-unknown = Ce rôle n’est pas proposé.
members-refusal-name-differs = Ce n’est pas le nom du compte.
members-refusal-username-missing = Indiquez le nom d’utilisateur.
members-refusal-no-address = Collez au moins une adresse.
members-refusal-too-many-addresses = { $max } adresses au plus en une fois.
members-refusal-address-unreadable = { $n ->
    [one] Une entrée n’a pas d’adresse complète, au rang { $place } de la liste. Rien n’a été envoyé.
   *[other] { $n } entrées n’ont pas d’adresse complète, la première au rang { $place } de la liste. Rien n’a été envoyé.
}
members-hidden-languages = Langues à replier
members-hidden-languages-hint = Dans l’accueil et les communautés, une publication dans l’une de ces langues tient sur une ligne, que vous ouvrez si elle vous intéresse. Celles qui vous concernent restent ouvertes.
members-refusal-language-unknown = Cette langue n’est pas proposée. Choisissez-en une dans la liste.
members-refusal-said-by-directory = Cela vient de l’annuaire de l’entreprise et se change là-bas.
members-people = Personnes
members-views = Vues de l’annuaire
members-shown-as = Présentation
members-as-list = Liste
members-as-cards = Cartes
members-every-unit = Toutes les unités
members-every-site = Tous les sites
members-reach = Joindre
members-reach-me = Me joindre
members-hour = Il est { $time } là-bas
