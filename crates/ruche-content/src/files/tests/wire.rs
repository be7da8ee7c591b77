//! Files over the wire: what is answered to the script that sends, and under which protections bytes are given back.

use super::scene::*;
use crate::files::actions::{self, receive};
use crate::files::{Kind, transfer};
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use ruche_people::members;
use std::path::PathBuf;

#[tokio::test]
async fn pictures_are_shown_and_everything_else_is_only_saved() {
    let scene = Scene::new().await;
    let (hall, page) = (
        scene.photo(&scene.camille).await,
        receive(&scene.content, &scene.camille, &upload("é \"x\".html", b"<script>alert(1)</script>"), false).await.unwrap(),
    );
    assert_eq!((page.kind, page.label.as_str()), (Kind::Document, "HTML"));
    for (id, size, bytes, mime, disposition) in [
        (hall.id, "480", "small", "image/webp", "inline"),
        (hall.id, "1200", "large", "image/webp", "inline"),
        (hall.id, "2560", "large", "image/webp", "inline"),
        (hall.id, "original", "original", "image/jpeg", "attachment; filename*=UTF-8''hall.jpg"),
        (
            page.id,
            "download",
            "<script>alert(1)</script>",
            "application/octet-stream",
            "attachment; filename*=UTF-8''%C3%A9%20%22x%22.html",
        ),
    ] {
        let answer = scene.serve(&scene.camille, id, size, None).await;
        assert_eq!(answer.status(), StatusCode::OK, "{size}");
        let head = |name: &str| answer.headers()[name].to_str().unwrap();
        assert_eq!((head("content-type"), head("content-disposition")), (mime, disposition));
        assert_eq!(head("content-security-policy"), "sandbox; default-src 'none'");
        assert_eq!(head("x-content-type-options"), "nosniff");
        assert_eq!(head("cross-origin-resource-policy"), "same-origin");
        // The browser keeps the copies of photos, and asks again each time; what is saved is kept by nobody else.
        let saved = disposition.starts_with("attachment");
        assert_eq!(head("cache-control"), if saved { "no-store" } else { "private, no-cache" });
        assert_eq!(head("content-length"), bytes.len().to_string());
        let tag = head("etag").to_owned();
        assert_eq!(body(answer).await, bytes);

        let known = scene.serve(&scene.camille, id, size, Some(&format!("\"other\", {tag}"))).await;
        assert_eq!((known.status(), known.headers()[header::ETAG].to_str().unwrap()), (StatusCode::NOT_MODIFIED, tag.as_str()));
        assert_eq!(body(known).await, "");
        assert_eq!(scene.serve(&scene.bernard, id, size, Some(&tag)).await.status(), StatusCode::NOT_FOUND, "a known tag opens nothing");
    }
    for (id, size) in [(hall.id, "file"), (hall.id, "481"), (page.id, "480"), (page.id, "original"), (12345, "480")] {
        assert_eq!(scene.serve(&scene.camille, id, size, None).await.status(), StatusCode::NOT_FOUND, "{size}");
    }
}

#[tokio::test]
async fn the_script_of_the_composer_is_answered_in_its_words() {
    let scene = Scene::new().await;
    let (status, said) = scene.send(&scene.camille, "k1", "dossier/plan.pdf", PDF).await;
    assert_eq!(
        (status, &said["kind"], &said["name"], &said["width"]),
        (StatusCode::CREATED, &"document".into(), &"plan.pdf".into(), &0.into())
    );
    let id = said["id"].as_str().expect("ids are strings").to_owned();
    assert_eq!(said["url"], format!("/files/{id}/download"));
    assert_eq!(scene.send(&scene.camille, "k1", "dossier/plan.pdf", PDF).await, (StatusCode::CREATED, said));
    for (key, bytes, status, words) in [
        ("k2", &b""[..], 422, "vide"),
        ("k3", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", 415, "JPEG"),
        ("k1", b"%PDF-1.7 another", 409, "changé"),
        ("", PDF, 400, "envoi"),
    ] {
        let (answered, said) = scene.send(&scene.camille, key, "dossier/plan.pdf", bytes).await;
        assert!(answered.as_u16() == status && said["error"].as_str().unwrap().contains(words), "{key:?}: {answered} {said}");
    }
    // The image process of this scene cannot be started: that is no fault of the photo, and the script tries again.
    let answer = transfer::send(State(scene.content.clone()), scene.member(&scene.camille, None), form("file", "a.gif", GIF, "k9"))
        .await
        .into_response();
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);

    let member = scene.member(&scene.camille, None);
    let heavy = Request::post("/files").header("content-length", "99999999").body(Body::empty()).unwrap();
    let answer = transfer::send(State(scene.content.clone()), member.clone(), heavy).await.into_response();
    assert_eq!(answer.status(), StatusCode::PAYLOAD_TOO_LARGE, "refused by what it announces, unread");
    let mut last = StatusCode::CREATED;
    for n in 0..80 {
        last = transfer::send(State(scene.content.clone()), member.clone(), form("file", "a", b"", &format!("n{n}")))
            .await
            .into_response()
            .status();
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
}

/// The real image process, where it was built: every run of all tests builds it.
fn child() -> Option<PathBuf> {
    let program = std::env::current_exe().unwrap().parent()?.parent()?.join("ruche-decode-image");
    assert!(program.exists() || std::env::var_os("CI").is_none(), "{} is not built", program.display());
    if !program.exists() {
        eprintln!("SKIPPED: {} is not built", program.display());
    }
    program.exists().then_some(program)
}

#[tokio::test]
async fn a_photo_goes_through_the_image_process() {
    let Some(child) = child() else { return };
    let scene = Scene::with(child).await;
    let (status, said) = scene.send(&scene.camille, "k", "un point.gif", GIF).await;
    assert_eq!(
        (status, &said["kind"], &said["width"], &said["height"]),
        (StatusCode::CREATED, &"photo".into(), &1.into(), &1.into()),
        "{said}"
    );
    let file = receive(&scene.content, &scene.camille, &upload("point.gif", GIF), true).await.unwrap();
    assert_eq!((file.width, file.label.as_str(), file.mime.as_str(), file.original, file.variants.len()), (1, "GIF", "image/gif", true, 1));
    let copy = body(scene.serve(&scene.camille, file.id, "480", None).await).await;
    assert!(copy.starts_with(b"RIFF") && copy[8..].starts_with(b"WEBP"));
    assert!(body(scene.serve(&scene.camille, file.id, "original", None).await).await.starts_with(b"GIF89a"));

    assert_eq!(
        code(receive(&scene.content, &scene.camille, &upload("a.jpg", b"\xFF\xD8\xFF\xE0 and nothing else"), false).await),
        "files.damaged"
    );
    actions::save_portrait(&scene.content, &scene.camille, &upload("moi.gif", GIF)).await.unwrap();
    let photo = members::store::people(scene.db(), &[scene.camille.id.0]).await.unwrap()[&scene.camille.id.0].photo.unwrap();
    assert_eq!(scene.serve(&scene.bernard, photo, "480", None).await.status(), StatusCode::OK);
    assert_eq!(scene.folders(), 3, "what was refused left no bytes");
}
