# Entre les deux derniers d’une énumération.
lists-and = et
