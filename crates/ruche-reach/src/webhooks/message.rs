//! What is sent: the JSON of a happening, and the headers of "Standard Webhooks" that sign it.

use super::model::{Happening, Webhook};
use super::rules::Kind;
use super::store;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use ruche_kernel::{Actor, Error, Result, SubjectRef};
use ruche_people::access;
use ruche_platform::subjects::Card;
use ruche_platform::{Platform, secret};
use ruche_web::Settings;
use ruche_web::api::{Id, Time};
use serde::Serialize;

/// What every secret begins with.
const SECRET_PREFIX: &str = "whsec_";

/// What is sent.
#[derive(Serialize)]
struct Body<'a> {
    r#type: &'a str,
    timestamp: Time,
    data: Data,
}

#[derive(Serialize)]
struct Data {
    place: Named,
    actor: Named,
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<Subject>,
    /// What the subject hangs on.
    #[serde(skip_serializing_if = "Option::is_none")]
    root: Option<Subject>,
}

#[derive(Serialize)]
struct Named {
    id: Id,
    name: Option<String>,
    url: String,
}

#[derive(Serialize)]
struct Subject {
    kind: String,
    id: Id,
    title: Option<String>,
    /// What a post is for, by the word of its format.
    #[serde(skip_serializing_if = "String::is_empty")]
    format: String,
    url: String,
}

/// A secret for a new webhook.
pub(super) fn new_secret() -> Result<String> {
    Ok(format!("{SECRET_PREFIX}{}", STANDARD.encode(secret::random_bytes::<32>()?)))
}

/// What `webhook` tells of `what`, as far as `maker` sees it now: nothing when its subject is not there for that person.
pub(super) async fn body(
    platform: &Platform,
    settings: &Settings,
    webhook: &Webhook,
    maker: &Actor,
    what: &Happening,
) -> Result<Option<Bytes>> {
    let (subject, root) = match what.kind {
        Kind::Trial => (None, None),
        Kind::MemberJoined => match person(platform, settings, maker, what.subject.id).await? {
            None => return Ok(None),
            person => (person, None),
        },
        _ => {
            let asked = [what.subject.clone(), what.root.clone()];
            let cards = platform.subjects.cards(maker, &asked).await?;
            // It may have been moved since to where other people read.
            let card =
                |subject: &SubjectRef| cards.get(subject).filter(|card| card.place == webhook.place).map(|card| of_card(settings, card));
            let Some(subject) = card(&what.subject) else { return Ok(None) };
            (Some(subject), card(&what.root).filter(|_| what.root != what.subject))
        }
    };
    let place = webhook.place;
    let actor = store::people(&platform.db, &[what.actor.0]).await?.into_iter().next().and_then(|person| person.name);
    let data = Data {
        place: Named {
            id: Id(place.0),
            name: Some(store::place_name(&platform.db, place).await?),
            url: settings.link(&format!("/communities/{place}")),
        },
        actor: Named { id: Id(what.actor.0), name: actor, url: settings.link(&format!("/members/{}", what.actor)) },
        subject,
        root,
    };
    let body = Body { r#type: what.kind.word(), timestamp: Time(what.at), data };
    serde_json::to_vec(&body).map(|json| Some(json.into())).map_err(Error::bug)
}

fn of_card(settings: &Settings, card: &Card) -> Subject {
    let SubjectRef { kind, id } = card.subject.clone();
    Subject { kind, id: Id(id), title: Some(card.title.clone()), format: card.format.clone(), url: settings.link(&card.url) }
}

/// Somebody who joined, when `maker` sees them and they are here still; a program is nobody.
async fn person(platform: &Platform, settings: &Settings, maker: &Actor, id: i64) -> Result<Option<Subject>> {
    if access::seen_among(&platform.db, maker.id, &[id]).await?.is_empty() {
        return Ok(None);
    }
    let person = store::people(&platform.db, &[id]).await?.into_iter().next().filter(|person| !person.left && !person.bot);
    let url = settings.link(&format!("/members/{id}"));
    Ok(person.map(|person| Subject { kind: "member".into(), id: Id(id), title: person.name, format: String::new(), url }))
}

/// The headers by which a receiver knows what was sent: the same id each time one delivery is sent, the moment of this attempt, and
/// the signature of both with the body.
pub(super) fn headers(webhook_secret: &str, delivery: i64, now: i64, body: &[u8]) -> Result<Vec<(&'static str, String)>> {
    let (id, timestamp) = (format!("msg_{delivery}"), (now / 1_000).to_string());
    let signature = signature(webhook_secret, &id, &timestamp, body)?;
    Ok(vec![("webhook-id", id), ("webhook-timestamp", timestamp), ("webhook-signature", signature)])
}

fn signature(webhook_secret: &str, id: &str, timestamp: &str, body: &[u8]) -> Result<String> {
    let key = STANDARD.decode(webhook_secret.trim_start_matches(SECRET_PREFIX)).map_err(Error::bug)?;
    let signed = secret::sign(&key, &[id.as_bytes(), b".", timestamp.as_bytes(), b".", body])?;
    Ok(format!("v1,{}", STANDARD.encode(signed)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signature_is_that_of_the_published_example() {
        // The example with which the libraries of the scheme test themselves.
        let (secret, id) = ("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek");
        let signed = signature(secret, id, "1614265330", br#"{"test": 2432232314}"#).unwrap();
        assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn what_is_signed_is_sent() {
        let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        let expected = signature(secret, "msg_27", "1674087231", b"{}").unwrap();
        let [id, timestamp, signed] = headers(secret, 27, 1_674_087_231_999, b"{}").unwrap().try_into().unwrap();
        assert_eq!(id, ("webhook-id", "msg_27".to_owned()));
        assert_eq!(timestamp, ("webhook-timestamp", "1674087231".to_owned()));
        assert_eq!(signed, ("webhook-signature", expected));
    }

    #[test]
    fn secrets_are_random_and_long() {
        let secrets = [new_secret().unwrap(), new_secret().unwrap()];
        assert_ne!(secrets[0], secrets[1]);
        assert_eq!(STANDARD.decode(&secrets[0]["whsec_".len()..]).unwrap().len(), 32);
    }
}
