//! The demo company: an invented dealer network of sixty people, filled into a data folder that has no company yet.
//!
//! Rules: everything is written by the product's own functions, under dates relative to the day of filling; the rows come in one
//! transaction and the bytes of files before it, so that a filling that was interrupted leaves nothing that counts and starts
//! over; what is older than four days is told to nobody.
//! Deliberately not here: the texts and pictures, which are in `demo/` and compiled in.

mod data;
mod dates;
mod formats;
mod marker;
mod names;
mod newcomers;
mod plan;
mod profiles;
pub mod sign_ins;
#[cfg(test)]
mod tests;
mod write;
mod writings;

use crate::node::Node;
use data::Data;
use futures_util::future::try_join_all;
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use marker::Marker;
use plan::{Makings, Parts};
use ruche_content::Content;
use ruche_content::files::actions::{self as files, Looked};
use ruche_kernel::{Error, Result, names as kernel_names};
use ruche_people::setup;
use ruche_platform::{secret, work};
use ruche_web::fields::Upload;
use sign_ins::{FEATURED, SignIn};
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

/// How many files are looked at or kept at once; looking takes turns of its own beyond that.
const AT_ONCE: usize = 8;

/// What to fill in.
#[derive(Clone, Copy, Debug)]
pub struct Filling {
    /// Photos and portraits too, which takes most of the time.
    pub photos: bool,
}

/// Fills the demo company into a node without a company whose data folder is `folder`, and gives the sign-ins, the featured
/// ones first. `tell` is given a line whenever another part begins.
///
/// # Errors
/// `Conflict` when a company exists, `Unavailable` when the disk, the image process or the database does not follow.
pub async fn fill(node: &Node, folder: &Path, filling: Filling, tell: &(dyn Fn(&str) + Send + Sync)) -> Result<Vec<SignIn>> {
    let (content, platform) = (&node.content, &node.platform);
    // Asked again by the transaction; here it saves the passwords of the company that is there.
    if setup::store::exists(&platform.db).await? {
        return Err(Error::Conflict);
    }
    let marker = Marker::of(folder);
    let left = marker.left()?;
    if !left.is_empty() {
        tell("starting over: the filling before this one was interrupted");
        files::remove_blobs(content, &left).await;
    }
    let data = Data::load()?;
    tell(&format!("filling the demo company: {} people…", data.people.len()));
    let (sign_ins, hashes) = passwords(node, &data).await?;
    sign_ins::write(folder, &sign_ins)?;
    let mut paths = data.documents();
    if filling.photos {
        let photos = data.photos();
        tell(&format!("filling the demo company: {} pictures…", photos.len()));
        paths.extend(photos);
    }
    let looked = look(content, paths).await?;
    tell(&format!("filling the demo company: {} posts and comments…", data.moments().count()));
    let (plan, parts) =
        plan::build(&Makings { data: &data, looked: &looked, hashes: &hashes, id: &|| platform.id(), now: platform.now() })?;
    marker.set(&plan.files())?;
    keep(content, parts).await?;
    let plan = Arc::new(plan);
    let ground = platform.clone();
    platform.db.write(work!([plan, ground] | tx | { write::write(tx, &plan, &|| ground.id()).await })).await?;
    marker.clear()?;
    node.app.refresh_company().await?;
    Ok(sign_ins)
}

/// Takes away the mark of a filling that was interrupted after everything was written.
///
/// # Errors
/// `Unavailable` when the disk does not follow.
pub fn filled(folder: &Path) -> Result<()> {
    Marker::of(folder).clear()
}

/// A password for everyone who has not left: the sign-ins, the featured ones first, and the hashes by key.
async fn passwords(node: &Node, data: &Data) -> Result<(Vec<SignIn>, HashMap<String, String>)> {
    let rank = |key: &str| FEATURED.iter().position(|(featured, _)| *featured == key).unwrap_or(FEATURED.len());
    let mut people: Vec<_> = data.people.iter().filter(|p| p.left_days_ago.is_none()).collect();
    people.sort_by_cached_key(|p| (rank(&p.key), kernel_names::sort_key(&p.name)));
    let login = |p: &data::Person| p.email.clone().or(p.username.clone()).unwrap_or_default();
    let sign_ins = people.iter().map(|p| Ok(SignIn { login: login(p), password: secret::random_code()? })).collect::<Result<Vec<_>>>()?;
    let hashes = try_join_all(sign_ins.iter().map(|s| node.people.passwords.hash(&s.password))).await?;
    Ok((sign_ins, people.iter().map(|p| p.key.clone()).zip(hashes).collect()))
}

/// Looks at each file once, however often it is shown.
async fn look(content: &Content, paths: Vec<String>) -> Result<HashMap<String, Looked>> {
    let one = |path: String| async move {
        let name = path.rsplit('/').next().unwrap_or(&path).to_owned();
        let upload = Upload::new(name, data::bytes(&path)?.into_owned().into());
        Ok((path, files::look(content, &upload, false).await?))
    };
    stream::iter(paths).map(one).buffer_unordered(AT_ONCE).try_collect().await
}

async fn keep(content: &Content, parts: Parts) -> Result<()> {
    stream::iter(parts).map(|bytes| files::put_blobs(content, bytes)).buffer_unordered(AT_ONCE).try_collect().await
}
