//! Who and where: sign-in, members, profiles, the organisation, skills, partners, communities, memberships, newcomers.
//!
//! People own the rule of who may see what: a decision for one object in [`access`], and the two read views
//! `visible_places` and `member_cards` that any store may join.

pub mod access;
pub mod bots;
pub mod circles;
pub mod communities;
mod days;
pub mod delegates;
pub mod members;
pub mod newcomers;
pub mod organisation;
pub mod partners;
pub mod places;
pub mod profiles;
pub mod setup;
pub mod sign_in;
pub mod skills;
pub mod tokens;

use ruche_platform::Platform;
use ruche_web::{Feature, Settings};
use sign_in::passwords::Passwords;
use std::sync::Arc;

/// What the rooms of people share. Cheap to clone.
#[derive(Clone)]
pub struct People {
    /// The ground.
    pub platform: Platform,
    /// Accepts, hashes and checks passwords.
    pub passwords: Arc<Passwords>,
    /// Addresses for links in mails.
    pub settings: Arc<Settings>,
    /// The code that opens the first run, printed in the terminal at each start until a company exists.
    pub setup_code: Option<String>,
}

impl People {
    /// The rooms, on their ground.
    #[must_use]
    pub fn new(platform: Platform, settings: Settings, setup_code: Option<String>, passwords: Passwords) -> Self {
        Self { platform, passwords: Arc::new(passwords), settings: Arc::new(settings), setup_code }
    }
}

/// The features of this group. A feature is taken out by removing its line.
#[must_use]
pub fn features(people: &People) -> Vec<Feature> {
    vec![
        setup::feature(people),
        sign_in::feature(people),
        members::feature(people),
        partners::feature(people),
        organisation::feature(people),
        skills::feature(people),
        profiles::feature(people),
        delegates::feature(people),
        tokens::feature(people),
        communities::feature(people),
        newcomers::feature(people),
        bots::feature(people),
        circles::feature(people),
    ]
}
