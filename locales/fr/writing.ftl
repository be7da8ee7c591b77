writing-refusal-too-long = { $max } caractères au plus. Raccourcissez, ou joignez un document.
writing-refusal-too-heavy = Ce texte répète tant de signes qu’il ne peut pas être affiché. Raccourcissez-le.
writing-own-post = Publication
writing-own-comment = Commentaire
