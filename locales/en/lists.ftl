# Between the last two of an enumeration.
lists-and = and
