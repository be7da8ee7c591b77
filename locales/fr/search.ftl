search-title = Recherche
search-here = Chercher dans Ruche
search-words = Mots à chercher
search-placeholder = Une personne, un sujet, un mot…
search-private = Seulement ce que vous avez le droit de lire. Personne ne voit ce que vous cherchez.
search-results = { $n ->
    [0] Aucun résultat
    [one] { $n } résultat
   *[other] { $n } résultats
}
search-results-for = { $n ->
    [0] Aucun résultat pour « { $words } »
    [one] { $n } résultat pour « { $words } »
   *[other] { $n } résultats pour « { $words } »
}
search-absent = La recherche se prépare : elle n’a encore rien à montrer. Tout le reste fonctionne.
search-building = L’index est en cours de reconstruction. La recherche fonctionne pendant ce temps.
search-kinds = Sortes de résultats
search-all = Tout
search-people = Personnes
search-posts = Publications et réponses
search-files = Fichiers
search-communities = Communautés
search-topics = Sujets
search-see-all = Tout voir
search-see-all-of = Tout voir : { $name }
search-refine = Affiner
search-clear = Effacer les filtres
search-apply = Appliquer
search-order = Trier
search-by-relevance = Les plus pertinents d’abord
search-by-date = Les plus récents d’abord
search-place = Où
search-everywhere = Partout
search-by = Écrit par
search-from = À partir du
search-until = Jusqu’au
search-format = Format
search-language = Langue
search-any = Peu importe
search-a-format = { $format ->
    [question] Question
    [poll] Sondage
    [event] Événement
    [kudos] Bravo
    [idea] Idée
   *[announcement] Annonce
}
search-start-title = Que cherchez-vous ?
search-start = Les accents et les fautes de frappe ne gênent pas. Tapez @ pour une personne, # pour un sujet ; entre guillemets, les mots se suivent.
search-saved = Recherches suivies
search-saved-hint = Une notification arrive quand l’une d’elles trouve du nouveau. Elles ne sont visibles que de vous.
search-keep = Suivre cette recherche
search-kept = Recherche suivie
search-forget = Ne plus suivre « { $words } »
search-none-title = Rien ne correspond
search-none = Essayez un mot de moins, ou un autre. Personne n’en a peut-être encore parlé : posez la question.
search-none-filtered = Essayez avec moins de filtres, ou un autre mot.
search-nobody = Personne de ce nom : { $name }.
search-ask = Poser la question
search-in-reply = En réponse à
search-answers = { $n ->
    [one] { $n } réponse
   *[other] { $n } réponses
}
search-members = { $n ->
    [one] { $n } membre
   *[other] { $n } membres
}
search-pages = Pages de résultats
search-previous = Précédents
search-next = Suivants
search-everywhere-for = Chercher partout
search-a-community = Communauté
search-a-topic = Sujet
search-suggestions = Suggestions
search-refusal-empty = Cherchez d’abord quelque chose : c’est cette recherche qui sera suivie.
search-refusal-many = Vous suivez déjà { $max } recherches. Retirez-en une d’abord.
