# Textes d’essai : chacun montre une forme que les textes peuvent prendre.
-brand = Ruche
samples-plain = Aller au « contenu »
samples-brand = Bienvenue dans { -brand }, { samples-plain }
samples-literal = { "" }  deux{"\u00A0"}!{ " " }
samples-lines =
    Première ligne
    seconde
samples-who = { $who } a écrit { $what }
samples-count = { $n ->
    [0] Aucun commentaire
    [one] { $n } commentaire
    [many] { $n } de commentaires
   *[other] { $n } commentaires
}
samples-around = Il reste { $n ->
    [one] un jour
   *[other] { $n } jours
} pour { $name }.
samples-kind = { $kind ->
    [post] votre publication
    [comment] votre commentaire
   *[other] votre texte
}
samples-nested = { $kind ->
    [post] { $n ->
        [one] une publication
       *[other] des publications
    }
   *[other] autre chose
}
samples-only-french = { $n ->
    [one] Choisi
   *[other] Choisis
}
samples-mention-html = { $who } & d’autres ont « mentionné » <{ $kind ->
    [post] la publication
   *[other] { $kind }
}> { $n ->
    [one] une fois
   *[other] { $n } fois
}
samples-refusal-empty = Écrivez quelque chose.
samples-refusal-body-too-long = { $max } caractères au plus, il y en a { $length }.
samples-refusal-too-many = { $max ->
    [one] Un seul fichier.
   *[other] { $max } fichiers au plus.
}
two-words-refusal-bad-password = Ce mot de passe n’est pas le bon.
