//! `ruche member`: accounts from the terminal, beside a running server or without one.
//!
//! Whoever runs the machine may do what administrators may not: give a password to an administrator, name the first one again.

use super::{Common, Failure, OFFLINE_NODE, Setting, say};
use crate::lock::DataLock;
use crate::node::Node;
use clap::{Args, Subcommand, ValueEnum};
use ruche_kernel::{Error, MemberId, PlaceId, Role};
use ruche_people::members::actions::{self, NewMember};
use ruche_people::members::store::{self, Account};
use ruche_people::sign_in;
use ruche_platform::secret;
use ruche_texts::{Locale, T};

/// Accounts that are read at once.
const PAGE: i64 = 500;

/// The options of `member`.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "LOGIN is what the person signs in with: an address or a user name.\nEvery word works beside a running server, which takes the change into account at once.\n\nExamples:\n  ruche member list --search martin\n  ruche member add --name 'Léa Martin' --email lea.martin@example.com --title 'Conseillère'\n  ruche member add --name 'Mehdi Ouali' --username mehdi.ouali\n  ruche member password lea.martin@example.com\n  ruche member admin lea.martin@example.com on\n  ruche member leave mehdi.ouali"
)]
pub struct Member {
    #[command(subcommand)]
    act: Act,
}

#[derive(Subcommand, Clone, Debug)]
enum Act {
    /// List the accounts by name: login, name, what they are
    List {
        #[command(flatten)]
        common: Common,
        /// Only names that hold these letters, without regard to case and accents
        #[arg(long, value_name = "TEXT", default_value = "")]
        search: String,
    },
    /// Add an employee and print a first password, once
    #[command(
        after_help = "An employee has an address or a user name, or both, and signs in with either.\nHand the password over yourself: it is kept nowhere. The person changes it in the settings."
    )]
    Add {
        #[command(flatten)]
        common: Common,
        /// The name, as shown to everyone
        #[arg(long)]
        name: String,
        /// The address, for sign-in and mails
        #[arg(long, required_unless_present = "username")]
        email: Option<String>,
        /// The user name, for those without an address: small letters, digits, points and hyphens
        #[arg(long)]
        username: Option<String>,
        /// The role in the company, as shown beside the name
        #[arg(long, default_value = "")]
        title: String,
        /// The language of the person's pages; the company's without it
        #[arg(long, value_enum)]
        language: Option<Language>,
        /// The time zone in which the person is shown times, for instance Europe/London
        #[arg(long, value_name = "NAME")]
        zone: Option<String>,
        /// Let the person administer the company
        #[arg(long)]
        admin: bool,
    },
    /// Give a new random password and end every session of the person
    Password {
        #[command(flatten)]
        common: Common,
        /// The address or the user name
        login: String,
    },
    /// Let an employee administer the company, or no longer
    Admin {
        #[command(flatten)]
        common: Common,
        /// The address or the user name
        login: String,
        /// Whether the person administers
        state: State,
    },
    /// Close an account: sessions and memberships end at once, what was written stays
    #[command(after_help = "This cannot be undone: the login is free again, and the person who comes back gets a new account.")]
    Leave {
        #[command(flatten)]
        common: Common,
        /// The address or the user name
        login: String,
    },
}

#[derive(ValueEnum, Clone, Copy, Debug)]
enum Language {
    Fr,
    En,
}

#[derive(ValueEnum, Clone, Copy, Debug)]
enum State {
    On,
    Off,
}

impl Member {
    /// Does it.
    ///
    /// # Errors
    /// A sentence; exit code 4 while another word works on the folder.
    pub async fn run(self) -> Result<(), Failure> {
        let (Act::List { common, .. }
        | Act::Add { common, .. }
        | Act::Password { common, .. }
        | Act::Admin { common, .. }
        | Act::Leave { common, .. }) = &self.act;
        let setting = Setting::read(common)?;
        setting.existing()?;
        let _lock = DataLock::take(&setting.data, "cli.lock").map_err(|text| Failure { code: 4, text })?;
        let node = setting.node(OFFLINE_NODE, None).await?;
        let company = node.app.company().ok_or("there is no company yet: start it first, with `ruche serve`")?;
        let done = act(&node, company.id, company.locale.tag(), &self.act).await;
        node.platform.db.close().await;
        done.map(|lines| lines.iter().for_each(|line| say(line)))
    }
}

/// What is done, in lines for the person at the terminal.
async fn act(node: &Node, company: PlaceId, locale: &str, act: &Act) -> Result<Vec<String>, Failure> {
    let people = &node.people;
    Ok(match act {
        Act::List { search, .. } => table(&accounts(node, search).await?),
        Act::Add { name, email, username, title, language, zone, admin, .. } => {
            let password = secret::random_code()?;
            let member = NewMember {
                name: name.clone(),
                email: email.clone(),
                username: username.clone(),
                title: title.clone(),
                role: if *admin { Role::Admin } else { Role::Member },
                locale: language.map_or(locale, |language| if matches!(language, Language::Fr) { "fr" } else { "en" }).to_owned(),
                zone: zone.clone().unwrap_or_else(|| NewMember::default().zone),
                password_hash: Some(people.passwords.hash(&password).await?),
                ..NewMember::default()
            };
            actions::create(people, &member).await.map_err(told)?;
            vec![
                format!("{name} can sign in as {}.", email.iter().chain(username).cloned().collect::<Vec<_>>().join(" or ")),
                format!("password: {password}"),
            ]
        }
        Act::Password { login, .. } => {
            let member = find(node, login).await?;
            let password = secret::random_code()?;
            sign_in::actions::set_password(people, member, &password).await.map_err(told)?;
            vec![format!("{login} is signed out everywhere and has a new password."), format!("password: {password}")]
        }
        Act::Admin { login, state, .. } => {
            let member = find(node, login).await?;
            let role = if matches!(state, State::On) { Role::Admin } else { Role::Member };
            match actions::save_role(people, member, role).await {
                Err(Error::NotFound) => return Err(format!("{login} is a partner: only employees administer the company").into()),
                other => other.map_err(told)?,
            }
            vec![if role == Role::Admin {
                format!("{login} administers the company.")
            } else {
                format!("{login} does not administer the company.")
            }]
        }
        Act::Leave { login, .. } => {
            let member = find(node, login).await?;
            actions::leave(people, company, member).await.map_err(told)?;
            vec![format!("The account of {login} is closed.")]
        }
    })
}

/// Who signs in with `login`.
async fn find(node: &Node, login: &str) -> Result<MemberId, Failure> {
    let found = store::by_login(&node.platform.db, &sign_in::actions::normalise_login(login)).await?;
    found.ok_or_else(|| format!("nobody signs in as {login:?}: see `ruche member list`").into())
}

async fn accounts(node: &Node, search: &str) -> Result<Vec<Account>, Failure> {
    let (mut all, mut after): (Vec<Account>, _) = (Vec::new(), (String::new(), i64::MIN));
    loop {
        let page = store::accounts(&node.platform.db, (&after.0, after.1), search, PAGE).await?;
        let Some(last) = page.last() else { return Ok(all) };
        after = last.key.clone();
        all.extend(page);
    }
}

/// The accounts in columns.
fn table(accounts: &[Account]) -> Vec<String> {
    let login = |a: &Account| if a.login.is_empty() { "-".to_owned() } else { a.login.clone() };
    let what = |a: &Account| match (&a.partner, a.left, a.admin) {
        (_, true, _) => "left".to_owned(),
        (Some(company), ..) => format!("partner, {company}"),
        (None, _, true) => "administrator".to_owned(),
        (None, _, false) => String::new(),
    };
    let width = |cell: &dyn Fn(&Account) -> String| accounts.iter().map(|a| cell(a).chars().count()).max().unwrap_or(0);
    let (logins, names) = (width(&login), width(&|a: &Account| a.name.clone()));
    let mut lines: Vec<String> =
        accounts.iter().map(|a| format!("{:logins$}  {:names$}  {}", login(a), a.name, what(a)).trim_end().to_owned()).collect();
    lines.push(if accounts.len() == 1 { "1 account".to_owned() } else { format!("{} accounts", accounts.len()) });
    lines
}

/// An error in the words that pages have for it.
fn told(error: Error) -> Failure {
    match error {
        Error::Refused(refusals) => {
            let sentence = |r: &ruche_kernel::Refusal| T(Locale::En).refusal(r.code, &r.args).unwrap_or_else(|| r.code.to_owned());
            refusals.iter().map(sentence).collect::<Vec<_>>().join(" ").into()
        }
        other => other.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ruche_kernel::Refusal;

    #[test]
    fn accounts_stand_in_columns() {
        let account = |login: &str, name: &str| Account {
            id: MemberId(1),
            admin: false,
            left: false,
            name: name.into(),
            login: login.into(),
            partner: None,
            ends_at: None,
            key: (String::new(), 1),
        };
        let left = Account { left: true, admin: true, ..account("", "Gaëtan") };
        let partner = Account { partner: Some("Delmas".into()), ..account("n", "Nadia") };
        assert_eq!(
            table(&[account("lea@x.example", "Léa Martin"), left, partner]),
            ["lea@x.example  Léa Martin", "-              Gaëtan      left", "n              Nadia       partner, Delmas", "3 accounts"]
        );
        assert_eq!(table(&[]), ["0 accounts"]);
    }

    #[test]
    fn refusals_are_told_in_words() {
        let failure = told(Refusal::new("members.login_taken").at("email").into());
        assert_eq!((failure.code, failure.text.as_str()), (1, T(Locale::En).members_refusal_login_taken()));
        assert_eq!(told(Refusal::new("none.such").into()).text, "none.such");
    }
}
