//! `ruche token`: a token of the API for a member, from the terminal.

use super::{Common, Failure, OFFLINE_NODE, Setting, say};
use crate::lock::DataLock;
use clap::Args;
use ruche_kernel::Error;
use ruche_people::members::store;
use ruche_people::tokens::actions::{self, NewToken};
use ruche_texts::{Locale, T};
use ruche_web::api::{Scope, Scopes};

/// The options of `token`.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Prints the token and nothing else: it is shown once and kept nowhere. Its owner sees it in the settings, by its name, and ends it there.\n\nScopes: content:read content:write people:read people:write self:read self:write admin; all but admin when none is named.\n\nExamples:\n  ruche token lea.martin@example.com --name 'nightly report' --scope content:read --days 30\n  curl -H \"Authorization: Bearer $(ruche token lea.martin@example.com)\" https://ruche.example/api/v1/posts"
)]
pub struct Token {
    #[command(flatten)]
    common: Common,
    /// The address or the user name of the member it acts for
    member: String,
    /// What it is for
    #[arg(long, default_value = "ruche token")]
    name: String,
    /// What it may be used for; may be given several times
    #[arg(long = "scope", value_name = "SCOPE", value_parser = scope)]
    scopes: Vec<Scope>,
    /// After how many days it ends
    #[arg(long, default_value_t = 90)]
    days: i64,
}

fn scope(text: &str) -> Result<Scope, String> {
    text.parse().map_err(|()| format!("one of {}", Scopes::of(Scope::ALL)))
}

impl Token {
    /// Makes and prints it.
    ///
    /// # Errors
    /// A sentence; exit code 4 while another word works on the folder.
    pub async fn run(self) -> Result<(), Failure> {
        let setting = Setting::read(&self.common)?;
        setting.existing()?;
        let _lock = DataLock::take(&setting.data, "cli.lock").map_err(|text| Failure { code: 4, text })?;
        let node = setting.node(OFFLINE_NODE, None).await?;
        let done = self.make(&node).await;
        node.platform.db.close().await;
        done.map(|token| say(&token))
    }

    async fn make(&self, node: &crate::node::Node) -> Result<String, Failure> {
        let Some(member) = store::by_login(&node.platform.db, &self.member).await? else {
            return Err(format!("nobody signs in with {}", self.member).into());
        };
        let usual = Scope::ALL.into_iter().filter(|scope| *scope != Scope::Admin);
        let scopes = if self.scopes.is_empty() { Scopes::of(usual) } else { Scopes::of(self.scopes.iter().copied()) };
        let new = NewToken { name: self.name.clone(), scopes, days: self.days };
        actions::make(&node.people, member, &new).await.map_err(|error| match error {
            Error::Refused(refusals) => Failure {
                code: 2,
                text: refusals
                    .iter()
                    .filter_map(|refusal| T(Locale::En).refusal(refusal.code, &refusal.args))
                    .collect::<Vec<_>>()
                    .join(" "),
            },
            other => other.into(),
        })
    }
}
