//! Who acts: the person behind a request, as far as rights need to know.

use crate::{MemberId, PlaceId};

/// What a person is to the company. Stored as a number: the discriminant never changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(i64)]
pub enum MemberKind {
    /// Works for the company.
    Employee = 0,
    /// Works for another company, invited, with a sponsor and an end date.
    Partner = 1,
    /// A program, for which somebody answers.
    Bot = 2,
}

/// What a person may administer. Administering is not reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(i64)]
pub enum Role {
    /// Nothing.
    Member = 0,
    /// The company: people, partners, settings.
    Admin = 1,
}

impl MemberKind {
    /// From its stored number; unknown numbers are the kind with fewer rights.
    #[must_use]
    pub fn from_number(number: i64) -> Self {
        match number {
            0 => Self::Employee,
            2 => Self::Bot,
            _ => Self::Partner,
        }
    }
}

impl Role {
    /// From its stored number; unknown numbers are the role with fewer rights.
    #[must_use]
    pub fn from_number(number: i64) -> Self {
        if number == 1 { Self::Admin } else { Self::Member }
    }
}

/// The person who asks for something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Who.
    pub id: MemberId,
    /// Employee, partner or bot.
    pub kind: MemberKind,
    /// What they administer.
    pub role: Role,
    /// The place of the whole company.
    pub company: PlaceId,
    /// The circle that an employee is in: the place of the people they see besides the head office. None for the head office, and
    /// for who is no employee.
    pub circle: Option<PlaceId>,
}

impl Actor {
    /// Whether the person works for the company.
    #[must_use]
    pub fn is_employee(&self) -> bool {
        self.kind == MemberKind::Employee
    }

    /// Whether every person and every name is theirs to see: an employee who is in no circle.
    #[must_use]
    pub fn sees_everyone(&self) -> bool {
        self.is_employee() && self.circle.is_none()
    }

    /// Whom the person addresses where nothing else is said: the whole company, or their circle.
    #[must_use]
    pub fn home(&self) -> PlaceId {
        self.circle.unwrap_or(self.company)
    }

    /// Whether the person only reads `place`: that of the whole company, for who is in a circle, since their name would be shown to
    /// the other ones.
    #[must_use]
    pub fn only_reads(&self, place: PlaceId) -> bool {
        self.circle.is_some() && place == self.company
    }

    /// Whether the person administers the company.
    #[must_use]
    pub fn is_admin(&self) -> bool {
        self.role == Role::Admin && self.is_employee()
    }
}
