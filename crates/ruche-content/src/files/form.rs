//! The files of a form that writes a post or a comment: those that the script sent ahead, and those that a plain page sends with it.

use super::model::File;
use super::{access, actions};
use crate::Content;
use axum::extract::{FromRequest as _, Request};
use ruche_kernel::{Error, Refusal, Result};
use ruche_web::fields::announced;
use ruche_web::limits::Act;
use ruche_web::routes::FORM_LIMIT;
use ruche_web::{Failure, Fields, Member};

/// Files with their descriptions, in order, and what was said to those that were refused: the rest of the form stays untouched.
#[derive(Default)]
pub(crate) struct Given {
    pub files: Vec<(i64, String)>,
    pub problems: Vec<Refusal>,
}

/// Reads a form that may carry files. Ask the right first: what is heavy counts as an upload before it is read.
pub(crate) async fn read(member: &Member, request: Request) -> Result<Fields> {
    if announced(&request).is_none_or(|length| length > FORM_LIMIT) {
        member.app.limits.take(Act::Upload, member.id().0)?;
    }
    Fields::from_request(request, &()).await.map_err(|Failure(error)| error)
}

/// Takes the files that were sent ahead, by their ids.
pub(crate) fn listed(form: &mut Fields) -> Given {
    let alts = form.prefixed("alt-");
    let alt = |id: i64| alts.iter().find(|(of, _)| of.parse() == Ok(id)).map(|(_, alt)| alt.clone()).unwrap_or_default();
    let ids = form.all("file").into_iter().filter_map(|id| id.parse().ok());
    Given { files: ids.map(|id| (id, alt(id))).collect(), problems: Vec::new() }
}

/// Keeps the files that came with the form. `key` names the sending: the same one gives the same files when it comes again.
pub(crate) async fn receive(content: &Content, member: &Member, form: &mut Fields, key: &str, given: &mut Given) -> Result<()> {
    let original = form.ticked("original")?;
    for sent in form.files("upload") {
        if let Err(Error::TooMany(seconds)) = member.app.limits.take(Act::Upload, member.id().0) {
            given.problems.push(too_fast(seconds));
            break;
        }
        let upload = sent.read().await?;
        // By the content too: after a refusal the same form may come with another file.
        let once = format!("{key}/{}", &actions::digest(&upload, original)[..16]);
        match actions::receive_once(content, &member.actor(), &once, &upload, original).await {
            Ok(file) => given.files.push((file.id, String::new())),
            Err(Error::Refused(refusals)) => given.problems.extend(refusals.into_iter().map(|r| r.at("upload"))),
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// What is said to whoever writes faster than people do: the text is kept.
pub(crate) fn too_fast(seconds: u32) -> Refusal {
    Refusal::new("posts.too_fast").status(429).with("seconds", i64::from(seconds))
}

/// The files of a form that was refused, to be shown again with what was typed of them.
pub(crate) async fn again(content: &Content, member: &Member, given: &[(i64, String)]) -> Result<Vec<File>> {
    let ids: Vec<i64> = given.iter().map(|(id, _)| *id).collect();
    let own = access::own(&content.platform.db, member.id(), &ids).await?;
    let alt = |id: i64| given.iter().find(|(of, _)| *of == id).map_or("", |(_, alt)| alt.as_str());
    Ok(own
        .into_iter()
        .map(|file| {
            let alt = alt(file.id);
            file.described(alt)
        })
        .collect())
}
