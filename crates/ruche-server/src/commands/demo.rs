//! `ruche demo`: the same as `serve`, on a data folder that holds the demo company.

use super::serve::{announce, listener, start_log, tls, until_asked};
use super::{Common, Failure, Setting, say};
use crate::demo::sign_ins::{self, FEATURED, SignIn};
use crate::demo::{self, Filling};
use crate::lock::DataLock;
use crate::node::Node;
use clap::Args;
use std::net::SocketAddr;
use std::path::Path;

/// The options of `demo`.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Examples:\n  ruche demo\n  ruche demo --data ./demo-data --listen 127.0.0.1:8099\n\nThe first start fills the data folder, which takes a few seconds; later ones keep what people did.\nAn empty company instead: ruche serve --data OTHER_DIR"
)]
pub struct Demo {
    #[command(flatten)]
    common: Common,
    /// The address to listen on; port 0 takes a free one
    #[arg(long, value_name = "ADDR")]
    listen: Option<SocketAddr>,
    /// Accept an address that other machines reach; https, or allow_insecure_http, is asked for as with serve
    #[arg(long)]
    public: bool,
}

impl Demo {
    /// Serves the demo company until the process is asked to end.
    ///
    /// # Errors
    /// A sentence; exit code 2 for an address that others reach without `--public`, 4 when the data folder is in use.
    pub async fn run(self) -> Result<(), Failure> {
        let setting = Setting::read(&self.common)?;
        if let Some(address) = self.listen.or(setting.config.listen).filter(|a| !self.public && !a.ip().is_loopback()) {
            return Err(Failure {
                code: 2,
                text: format!("other machines reach {address}, and a demo is meant for this one: add --public if that is what you want"),
            });
        }
        start_log(&setting);
        let tls = tls(&setting).await?;
        let _lock = DataLock::take(&setting.data, "serve.lock").map_err(|text| Failure { code: 4, text })?;
        let (listener, listen) = listener(&setting, self.listen)?;
        let node = setting.node(setting.number(), Some(listen)).await?;
        let sign_ins = ready(&node, &setting.data).await?;
        announce(&node, listen, &setting);
        for line in block(&setting.data, sign_ins.as_deref()) {
            say(&line);
        }
        until_asked(&node, listener, tls, &setting).await
    }
}

/// Fills a folder without a company; gives the sign-ins, none where they were not kept.
async fn ready(node: &Node, data: &Path) -> Result<Option<Vec<SignIn>>, Failure> {
    if node.app.company().is_some() {
        demo::filled(data)?;
        return Ok(sign_ins::read(data)?);
    }
    let sign_ins = demo::fill(node, data, Filling { photos: true }, &say).await?;
    // So that the first page that is looked at has its notifications.
    node.outbox.settle().await?;
    Ok(Some(sign_ins))
}

/// What the person at the terminal is told: who can sign in, and how to begin with nothing instead.
fn block(data: &Path, sign_ins: Option<&[SignIn]>) -> Vec<String> {
    let file = data.join(sign_ins::FILE);
    let mut lines = vec![String::new()];
    match sign_ins {
        Some(all) => {
            lines.push("Sign in as one of these people:".into());
            // The featured ones stand first in the file, in this order.
            let rows = all.iter().zip(FEATURED);
            let width = rows.clone().map(|(s, _)| s.login.chars().count()).max().unwrap_or(0);
            lines.extend(rows.map(|(s, (_, who))| format!("  {:width$}  {}  {who}", s.login, s.password)));
            lines.push(format!("All {} sign-ins, with the passwords they started with, are in {}.", all.len(), file.display()));
        }
        None => lines.push(format!("This data folder had a company already and {} is not there: nothing was filled in.", file.display())),
    }
    lines.push("An empty company instead: ruche serve --data OTHER_DIR".into());
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_featured_people_are_told_with_their_passwords() {
        let sign_ins: Vec<SignIn> = ["lucie@x.example", "c@x.example", "j@x.example", "p@x.example", "other@x.example"]
            .iter()
            .map(|login| SignIn { login: (*login).into(), password: format!("PASS-{}", &login[..1]) })
            .collect();
        let lines = block(Path::new("data"), Some(&sign_ins)).join("\n");
        assert!(lines.contains("\n  lucie@x.example  PASS-l  administrator"), "{lines}");
        assert!(lines.contains("\n  p@x.example      PASS-p  partner"), "{lines}");
        assert!(!lines.contains("other@x.example"), "{lines}");
        assert!(
            lines.contains("All 5 sign-ins") && lines.contains("data/demo-sign-ins.txt") && lines.contains("ruche serve --data OTHER_DIR"),
            "{lines}"
        );
        let lines = block(Path::new("data"), None).join("\n");
        assert!(lines.contains("nothing was filled in") && lines.contains("OTHER_DIR"), "{lines}");
    }
}
