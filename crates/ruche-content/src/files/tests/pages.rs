//! What pages show: photos and documents below a text, the files of a composer, the photo of a profile.

use super::scene::*;
use crate::files::access::own;
use crate::files::{actions, page, portrait};
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::IntoResponse;
use ruche_kernel::MemberId;
use ruche_people::members;
use ruche_web::slots::Slot;

#[tokio::test]
async fn a_portrait_is_seen_with_its_person() {
    let scene = Scene::new().await;
    let (first, second) = (scene.photo(&scene.bernard).await, scene.photo(&scene.bernard).await);
    actions::set_portrait(&scene.content, &scene.bernard, Some(first.id)).await.unwrap();
    assert!(scene.sees(&scene.camille, &first).await);
    assert!(!scene.sees(&scene.paul, &first).await, "a partner who shares no place with Bernard does not see him");
    actions::set_portrait(&scene.content, &scene.bernard, Some(second.id)).await.unwrap();
    assert!(!scene.sees(&scene.camille, &first).await && scene.sees(&scene.camille, &second).await, "the one before is loose");
    let of_camille = scene.photo(&scene.camille).await;
    assert_eq!(code(actions::set_portrait(&scene.content, &scene.bernard, Some(of_camille.id)).await), "files.gone");

    let answer =
        portrait::save(State(scene.content.clone()), scene.member(&scene.bernard, Some(second.id)), form("photo", "cv.pdf", PDF, "k"))
            .await
            .into_response();
    assert_eq!(answer.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let said = String::from_utf8(body(answer).await.to_vec()).unwrap();
    assert!(said.contains("Ce n’est pas une photo") && said.contains("aria-invalid=\"true\""), "{said}");
    assert_eq!(scene.folders(), 3, "a refused file is not kept");

    members::actions::close_account(&scene.content.people, &scene.camille, scene.bernard.id, "Bernard").await.unwrap();
    assert!(!scene.sees(&scene.camille, &second).await, "who left is not shown any more");
}

#[tokio::test]
async fn a_portrait_can_be_taken_off() {
    let scene = Scene::new().await;
    let photo = scene.photo(&scene.bernard).await;
    actions::set_portrait(&scene.content, &scene.bernard, Some(photo.id)).await.unwrap();
    let card = |photo| {
        let member = scene.member(&scene.bernard, photo);
        async move { portrait::Portrait.fill(&member, 0).await.unwrap().into_string() }
    };
    assert!(card(Some(photo.id)).await.contains("_method=delete") && !card(None).await.contains("_method=delete"));
    let answer = portrait::remove(State(scene.content.clone()), scene.member(&scene.bernard, Some(photo.id))).await.into_response();
    assert_eq!((answer.status(), &answer.headers()[header::LOCATION]), (StatusCode::SEE_OTHER, &HeaderValue::from_static("/settings")));
    let shown = members::store::people(scene.db(), &[scene.bernard.id.0]).await.unwrap();
    assert_eq!(shown[&scene.bernard.id.0].photo, None);
    assert!(!scene.sees(&scene.camille, &photo).await);
}

#[tokio::test]
async fn pages_show_five_photos_and_count_the_others() {
    let scene = Scene::new().await;
    let (member, photo, plan) =
        (scene.member(&scene.camille, None), scene.photo(&scene.camille).await, scene.document(&scene.camille, "<plan>.pdf").await);
    let mut files = vec![photo.clone().described("Le hall & la cour"), plan.clone()];
    files.extend(std::iter::repeat_n(photo.clone(), 6));
    let photos = page::photos(&member, &files).into_string();
    assert_eq!(photos.matches("<img").count(), 7, "all of them are in the viewer");
    assert_eq!(photos.matches("class=\"over\"").count(), 1);
    assert!(photos.contains("+2") && photos.contains("et 2 autres photos"));
    assert!(
        photos.contains("alt=\"Le hall &amp; la cour\"")
            && photos.contains("aria-label=\"Photo 2 sur 7\"")
            && !photos.contains("Photo 1 sur 7"),
        "each link has a name: {photos}"
    );
    let id = photo.id;
    assert!(
        photos.contains(&format!("srcset=\"/files/{id}/480 480w, /files/{id}/1200 900w\""))
            && photos.contains("width=\"900\" height=\"600\""),
        "{photos}"
    );

    let documents = page::documents(&member, &files).into_string();
    assert_eq!(documents.matches("class=\"file\"").count(), 1);
    assert!(
        documents.contains("data-tone=\"danger\"")
            && documents.contains("&lt;plan&gt;.pdf")
            && documents.contains(&format!("href=\"/files/{}/download\"", plan.id)),
        "{documents}"
    );
    assert_eq!(
        page::photos(&member, &files[1..2]).into_string() + &page::documents(&member, &files[..1]).into_string(),
        "",
        "nothing for none"
    );

    let picker = page::picker(&member, &files[..2]).into_string();
    assert!(
        picker.contains(&format!("name=\"alt-{id}\" value=\"Le hall &amp; la cour\"")) && picker.matches("name=\"file\"").count() == 2,
        "{picker}"
    );
    assert!(
        picker.contains("data-sending=\"Envoi\u{a0}: {percent}\u{a0}%\"") && picker.contains("aria-label=\"Retirer {name}\""),
        "{picker}"
    );
    assert_eq!(own(scene.db(), scene.camille.id, &[plan.id, 5, photo.id]).await.unwrap(), [plan.clone(), photo]);
    assert_eq!(own(scene.db(), MemberId(0), &[plan.id]).await.unwrap(), []);
}
