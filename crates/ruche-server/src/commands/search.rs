//! `ruche search`: the search index of every node, beside a running server.

use super::{Common, Failure, Setting, say};
use clap::{Args, Subcommand};
use ruche_kernel::{Clock as _, SystemClock};
use ruche_platform::db::Db;
use ruche_platform::{search, work};
use ruche_reach::search::store::{self, NodeIndex};
use std::time::Duration;

/// For how long a node that said nothing is taken to run, in milliseconds: each says so every minute.
const THERE_MS: i64 = 150_000;
/// How often the nodes are looked at.
const LOOK: Duration = Duration::from_millis(300);

/// The options of `search`.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "The index is made of the data alone, by each node for itself, beside the one that answers meanwhile.\nWithout a server it is made at the next start."
)]
pub struct Search {
    #[command(subcommand)]
    act: Act,
}

#[derive(Subcommand, Clone, Debug)]
enum Act {
    /// One line a node: whether its index is ready, and how many documents it was made of
    Status {
        #[command(flatten)]
        common: Common,
    },
    /// Have every node make its index again from the data, and wait until they have
    Rebuild {
        #[command(flatten)]
        common: Common,
    },
}

impl Search {
    /// Tells, or asks for another index and waits.
    ///
    /// # Errors
    /// What the database says.
    pub async fn run(self) -> Result<(), Failure> {
        let (Act::Status { common } | Act::Rebuild { common }) = &self.act;
        let setting = Setting::read(common)?;
        setting.existing()?;
        let db = setting.database().await?;
        let done = match self.act {
            Act::Status { .. } => status(&db).await,
            Act::Rebuild { .. } => rebuild(&db).await,
        };
        db.close().await;
        done.map_err(Into::into)
    }
}

async fn status(db: &Db) -> ruche_kernel::Result<()> {
    let (now, ordered) = (SystemClock.now_ms(), search::ordered_rebuild(db).await?);
    let nodes = store::nodes(db).await?;
    if nodes.is_empty() {
        say("No node has made an index yet.");
    }
    for node in nodes {
        say(&line(&node, ordered, now));
    }
    Ok(())
}

async fn rebuild(db: &Db) -> ruche_kernel::Result<()> {
    let now = SystemClock.now_ms();
    db.write(work!([] | tx | { search::order_rebuild(tx, now).await })).await?;
    let mut told = String::new();
    loop {
        let nodes: Vec<NodeIndex> = store::nodes(db).await?.into_iter().filter(|node| node.seen_at + THERE_MS > now).collect();
        if nodes.is_empty() {
            say("No server runs: the index is made again at its next start.");
            return Ok(());
        }
        let lines: Vec<String> = nodes.iter().map(|node| line(node, now, SystemClock.now_ms())).collect();
        let text = lines.join("\n");
        if text != told {
            say(&text);
            told = text;
        }
        if nodes.iter().all(|node| node.state == "ready" && node.ordered >= now) {
            return Ok(());
        }
        tokio::time::sleep(LOOK).await;
    }
}

fn line(node: &NodeIndex, ordered: i64, now: i64) -> String {
    let there = if node.seen_at + THERE_MS > now { "" } else { "; the node is not running" };
    match node.state.as_str() {
        "ready" if node.ordered >= ordered => format!("node {}: ready, made of {} documents{there}", node.node, node.done),
        "ready" => format!("node {}: to be made again{there}", node.node),
        _ => format!("node {}: being made, {} documents so far{there}", node.node, node.done),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_node_is_a_line() {
        let node = NodeIndex { node: 3, state: "ready".into(), done: 12, ordered: 5, seen_at: 1_000 };
        assert_eq!(line(&node, 5, 2_000), "node 3: ready, made of 12 documents");
        assert_eq!(line(&node, 6, 2_000), "node 3: to be made again");
        assert_eq!(line(&node, 5, 1_000_000), "node 3: ready, made of 12 documents; the node is not running");
        assert_eq!(line(&NodeIndex { state: "building".into(), ..node }, 6, 2_000), "node 3: being made, 12 documents so far");
    }
}
