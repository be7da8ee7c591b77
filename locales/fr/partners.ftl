partners-companies = Entreprises partenaires
partners-new-company = Ajouter une entreprise
partners-new-company-text = Une entreprise, un garant chez vous, les dates de son contrat. Ses personnes s’invitent ensuite, une par une.
partners-create-company = Ajouter l’entreprise
partners-company-hint = Une entreprise déjà connue garde ses dates ; une nouvelle s’ajoute à la liste, et ses dates se précisent ensuite.
partners-none-title = Aucune entreprise partenaire
partners-none = Fournisseurs, clients, distributeurs : ajoutez-en une, ou invitez directement une personne.
partners-nobody = Personne de cette entreprise n’a de compte.
partners-people = Ses personnes
partners-name = Nom de l’entreprise
partners-kind-label = Ce qu’elle est pour vous
partners-kind = { $kind ->
    [supplier] Fournisseur
    [client] Client
    [distributor] Distributeur
   *[other] Autre
}
partners-starts = Début du contrat
partners-ends = Fin du contrat
partners-ends-hint = { $n ->
    [one] Si vous l’avancez, l’accès de sa personne s’arrête ce jour-là au plus tard.
   *[other] Si vous l’avancez, l’accès de ses { $n } personnes s’arrête ce jour-là au plus tard.
}
partners-note = Note
partners-note-hint = Pour les administrateurs seulement. Facultative.
partners-from-to = Contrat du { $from } au { $to }
partners-no-days = Dates du contrat à préciser
partners-over = Contrat terminé
partners-ending = { $n ->
    [one] { $n } accès se termine dans les 30 jours.
   *[other] { $n } accès se terminent dans les 30 jours.
}
partners-contract-until = Le contrat de l’entreprise court jusqu’au { $date }.
partners-renew = Renouveler l’entreprise et ses personnes
partners-renew-text = { $n ->
    [0] Le contrat prend cette fin. Personne de cette entreprise n’a de compte ouvert.
    [one] Le contrat et l’accès de sa personne prennent cette fin, d’un seul geste.
   *[other] Le contrat et l’accès de ses { $n } personnes prennent cette fin, d’un seul geste.
}
partners-until = Jusqu’au
partners-renew-submit = Renouveler
partners-mine = Vos partenaires
partners-mine-text = Les personnes de l’extérieur dont vous répondez. Un message vous prévient 30 jours, puis 7 jours avant la fin d’un accès.
partners-mine-none-title = Vous ne répondez d’aucun partenaire
partners-mine-none = Quand un administrateur vous désigne garant d’une personne ou d’une entreprise, elle apparaît ici.
partners-prolong = Prolonger
partners-prolong-of = Prolonger l’accès de { $name }
partners-prolong-until = Prolonger jusqu’au
partners-beyond-text = Au-delà, un administrateur renouvelle le contrat.
partners-own-end-by = Votre accès se termine le { $date } ; { $sponsor } peut le prolonger.
partners-own-end = Votre accès se termine le { $date }.
partners-refusal-beyond-contract = Le contrat de l’entreprise se termine avant : renouvelez-le d’abord, ou choisissez une durée plus courte.
partners-refusal-beyond-reach = Le contrat de l’entreprise se termine avant : un administrateur peut le renouveler.
partners-refusal-end-beyond-reach = Deux ans au plus à partir d’aujourd’hui.
partners-refusal-no-longer = Choisissez un jour après la fin actuelle.
partners-refusal-start-unreadable = Indiquez le jour où le contrat commence.
partners-refusal-end-unreadable = Indiquez le dernier jour.
partners-refusal-end-past = Ce jour est passé.
partners-refusal-end-far = Dix ans au plus à partir d’aujourd’hui.
partners-refusal-end-before-start = La fin vient avant le début.
partners-refusal-kind-unknown = Choisissez ce qu’elle est pour vous.
partners-refusal-name-taken = Une entreprise porte déjà ce nom.
