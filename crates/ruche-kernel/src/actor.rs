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
}

impl Actor {
    /// Whether the person works for the company.
    #[must_use]
    pub fn is_employee(&self) -> bool {
        self.kind == MemberKind::Employee
    }

    /// Whether the person administers the company.
    #[must_use]
    pub fn is_admin(&self) -> bool {
        self.role == Role::Admin && self.is_employee()
    }
}
