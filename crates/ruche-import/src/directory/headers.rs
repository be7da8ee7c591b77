//! What the columns of a directory are called, in French and in English.

use ruche_kernel::names;

/// What a column says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Column {
    Id,
    Name,
    First,
    Last,
    Email,
    Title,
    Unit,
    /// The unit that the unit stands below.
    UnitAbove,
    Site,
    Phone,
    Groups,
    /// Whom the person reports to.
    Manager,
    /// What the person can do.
    Skills,
}

/// The words of each column, without accents, spaces and signs.
const WORDS: [(Column, &[&str]); 13] = [
    (
        Column::Id,
        &[
            "id",
            "uid",
            "identifiant",
            "matricule",
            "login",
            "employeeid",
            "employeenumber",
            "userid",
            "username",
            "samaccountname",
            "numero",
        ],
    ),
    (Column::Name, &["name", "fullname", "displayname", "cn", "nomcomplet", "nometprenom", "prenometnom", "prenomnom", "nomprenom"]),
    (Column::First, &["first", "firstname", "givenname", "prenom", "prenoms", "forename"]),
    (Column::Last, &["last", "lastname", "surname", "sn", "nom", "nomdefamille", "nomdusage", "familyname"]),
    (
        Column::Email,
        &[
            "mail",
            "email",
            "emailaddress",
            "workemail",
            "courriel",
            "mel",
            "adressemail",
            "adresseemail",
            "adressedecourriel",
            "adressecourriel",
            "adresseelectronique",
            "emailprofessionnel",
            "mailprofessionnel",
            "courrielprofessionnel",
        ],
    ),
    (
        Column::Title,
        &["title", "jobtitle", "job", "role", "position", "fonction", "poste", "metier", "intitule", "intituledeposte", "titre"],
    ),
    (
        Column::Unit,
        &["unit", "department", "departement", "division", "ou", "orgunit", "service", "unite", "direction", "equipe", "team", "pole"],
    ),
    (
        Column::Site,
        &["site", "office", "location", "city", "l", "bureau", "ville", "lieu", "agence", "etablissement", "physicaldeliveryofficename"],
    ),
    (
        Column::Phone,
        &[
            "phone",
            "phonenumber",
            "telephone",
            "telephonenumber",
            "tel",
            "mobile",
            "mobilephone",
            "portable",
            "telephoneportable",
            "telephonemobile",
            "telephonefixe",
            "telmobile",
        ],
    ),
    (Column::Skills, &["skills", "skill", "competences", "competence", "expertise", "expertises", "savoirfaire"]),
    (Column::Groups, &["groups", "group", "groupes", "groupe", "communities", "communautes", "communaute", "teams", "equipes", "memberof"]),
    (
        Column::UnitAbove,
        &[
            "parentunit",
            "unitparent",
            "parentdepartment",
            "uniteparente",
            "unitesuperieure",
            "directionparente",
            "serviceparent",
            "rattachement",
        ],
    ),
    (
        Column::Manager,
        &[
            "manager",
            "managerid",
            "managername",
            "manageremail",
            "managermail",
            "reportsto",
            "supervisor",
            "responsable",
            "responsablehierarchique",
            "superieur",
            "superieurhierarchique",
            "hierarchique",
            "matriculeresponsable",
            "matriculemanager",
            "idresponsable",
            "courrielresponsable",
        ],
    ),
];

/// A header as it is compared: without accents, spaces and signs.
pub(super) fn word(header: &str) -> String {
    names::sort_key(header).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// What a header says, if it is one of these words.
pub(super) fn column(header: &str) -> Option<Column> {
    let word = word(header);
    WORDS.iter().find(|(_, words)| words.contains(&word.as_str())).map(|(column, _)| *column)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn headers_are_known_in_two_languages() {
        for (header, expected) in [
            ("Prénom", Some(Column::First)),
            ("NOM", Some(Column::Last)),
            ("Adresse e-mail", Some(Column::Email)),
            (" Courriel ", Some(Column::Email)),
            ("Job Title", Some(Column::Title)),
            ("Département", Some(Column::Unit)),
            ("Téléphone portable", Some(Column::Phone)),
            ("telephoneNumber", Some(Column::Phone)),
            ("Matricule", Some(Column::Id)),
            ("Équipes", Some(Column::Groups)),
            ("Équipe", Some(Column::Unit)),
            ("Responsable", Some(Column::Manager)),
            ("Supérieur hiérarchique", Some(Column::Manager)),
            ("Manager e-mail", Some(Column::Manager)),
            ("Unité parente", Some(Column::UnitAbove)),
            ("Compétences", Some(Column::Skills)),
            ("Savoir-faire", Some(Column::Skills)),
            ("Salaire", None),
            ("", None),
        ] {
            assert_eq!(column(header), expected, "{header}");
        }
    }

    #[test]
    fn no_word_stands_twice() {
        let words: Vec<&str> = WORDS.iter().flat_map(|(_, words)| words.iter().copied()).collect();
        assert_eq!(words.iter().collect::<HashSet<_>>().len(), words.len());
    }
}
