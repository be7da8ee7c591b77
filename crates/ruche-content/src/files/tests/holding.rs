//! Who sees a file, what a publication holds, what a sending gives when it comes again, what goes away.

use super::scene::*;
use crate::files::actions::{self, keep, receive, receive_once};
use crate::files::{store, sweep};
use ruche_kernel::{Error, SubjectRef};
use ruche_platform::work;
use ruche_web::Sweep;
use std::sync::atomic::Ordering;

#[tokio::test]
async fn a_file_is_seen_by_its_owner_then_by_who_sees_what_holds_it() {
    let scene = Scene::new().await;
    for file in [scene.document(&scene.camille, "plan.pdf").await, scene.photo(&scene.camille).await] {
        assert!(scene.sees(&scene.camille, &file).await);
        assert!(!scene.sees(&scene.bernard, &file).await, "loose: of its owner alone");
        scene.attach(&scene.camille, 1, &[(file.id, "")]).await.unwrap();
        assert!(scene.sees(&scene.bernard, &file).await);
        assert!(!scene.sees(&scene.paul, &file).await, "a partner does not read the company");
        scene.note.deleted.store(true, Ordering::SeqCst);
        assert!(!scene.sees(&scene.bernard, &file).await && !scene.sees(&scene.camille, &file).await, "deleted is deleted for everyone");
        scene.note.deleted.store(false, Ordering::SeqCst);
    }
}

#[tokio::test]
async fn a_publication_holds_the_files_of_its_author_in_their_order() {
    let scene = Scene::new().await;
    let (plan, hall) = (scene.document(&scene.camille, "plan.pdf").await, scene.photo(&scene.camille).await);
    let of_bernard = scene.document(&scene.bernard, "note.pdf").await;
    assert_eq!(code(scene.attach(&scene.camille, 1, &[(hall.id, "a"), (of_bernard.id, "")]).await), "files.gone");
    assert_eq!(code(scene.attach(&scene.camille, 1, &[(12345, "")]).await), "files.gone");
    assert_eq!(code(scene.attach(&scene.camille, 1, &[(hall.id, &"a".repeat(501))]).await), "files.alt_too_long");
    assert!(scene.sees(&scene.camille, &hall).await && !scene.sees(&scene.bernard, &hall).await, "a refusal attaches nothing");

    scene.attach(&scene.camille, 1, &[(hall.id, " Le  hall "), (plan.id, "ignored"), (hall.id, "twice")]).await.unwrap();
    assert_eq!(code(scene.attach(&scene.camille, 2, &[(hall.id, "")]).await), "files.gone", "held elsewhere");
    let held = store::of_subjects(scene.db(), "note", &[1, 2]).await.unwrap();
    assert_eq!(held.keys().collect::<Vec<_>>(), [&1]);
    let told: Vec<_> = held[&1].iter().map(|file| (file.id, file.alt.as_str(), file.place)).collect();
    assert_eq!(told, [(hall.id, "Le hall", Some(scene.company)), (plan.id, "", Some(scene.company))]);

    scene.attach(&scene.camille, 1, &[(plan.id, "")]).await.unwrap();
    assert!(!scene.sees(&scene.bernard, &hall).await && scene.sees(&scene.camille, &hall).await, "taken off: loose again");
    scene.attach(&scene.camille, 2, &[(hall.id, "")]).await.unwrap();
    let both = [SubjectRef::new("note", 1), SubjectRef::new("note", 2), SubjectRef::new("other", 1), SubjectRef::new("third", 9)];
    let of = store::of(scene.db(), &both).await.unwrap();
    assert_eq!((of.len(), of[&both[0]][0].id, of[&both[1]][0].id), (2, plan.id, hall.id));
    scene.attach(&scene.camille, 1, &[]).await.unwrap();
    assert!(store::of(scene.db(), &both[..1]).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_publication_does_not_hold_more_than_its_limit() {
    let scene = Scene::new().await;
    let mut files = Vec::new();
    for n in 0..11 {
        files.push((scene.document(&scene.camille, &format!("{n}.pdf")).await.id, ""));
    }
    assert_eq!(code(scene.attach(&scene.camille, 1, &files).await), "files.too_many_documents");
    scene.attach(&scene.camille, 1, &files[1..]).await.unwrap();
}

#[tokio::test]
async fn the_same_key_gives_the_same_file() {
    let scene = Scene::new().await;
    let (content, camille) = (&scene.content, &scene.camille);
    let send = |key: &'static str, bytes: &'static [u8]| async move {
        receive_once(content, camille, key, &upload("plan.pdf", bytes), false).await
    };
    let first = send("k", PDF).await.unwrap();
    assert_eq!(send("k", PDF).await.unwrap(), first);
    assert!(matches!(send("k", b"%PDF-1.7 another").await, Err(Error::Conflict)));
    assert_ne!(send("l", PDF).await.unwrap().id, first.id);
    let of_bernard = receive_once(content, &scene.bernard, "k", &upload("plan.pdf", PDF), false).await.unwrap();
    assert_ne!(of_bernard.id, first.id, "a key belongs to one person");
    let (a, b) = tokio::join!(send("m", PDF), send("m", PDF));
    assert_eq!(a.unwrap(), b.unwrap(), "twice at once");
    assert_eq!(scene.folders(), 4, "what was not kept left no bytes");

    // The file went away, its key did not.
    scene.clock.advance(49 * HOUR);
    sweep::LooseFiles(content.clone()).sweep(NOW + 49 * HOUR).await.unwrap();
    let again = send("k", PDF).await.unwrap();
    assert_ne!(again.id, first.id);
    assert_eq!(send("k", PDF).await.unwrap(), again);
}

#[tokio::test]
async fn loose_files_are_limited_by_their_real_bytes() {
    let scene = Scene::new().await;
    let (mut heavy, parts) = actions::photo(scene.content.platform.id(), scene.camille.id, "a.jpg", ruche_media::Kind::Jpeg, prepared());
    assert_eq!(heavy.bytes, 18, "copies and original together");
    heavy.bytes = 500_000_000 - 10;
    let heavy = keep(&scene.content, heavy, parts, None).await.unwrap();
    assert_eq!(code(receive(&scene.content, &scene.camille, &upload("plan.pdf", PDF), false).await), "files.loose_too_heavy");
    // The same when only the transaction can tell.
    let (late, parts) = actions::photo(scene.content.platform.id(), scene.camille.id, "b.jpg", ruche_media::Kind::Jpeg, prepared());
    assert_eq!(code(keep(&scene.content, late.clone(), parts, None).await), "files.loose_too_heavy");
    assert!(!scene.has_bytes(late.id, "480.webp").await, "a refusal leaves no bytes");
    receive(&scene.content, &scene.bernard, &upload("plan.pdf", PDF), false).await.unwrap();
    scene.attach(&scene.camille, 1, &[(heavy.id, "")]).await.unwrap();
    receive(&scene.content, &scene.camille, &upload("plan.pdf", PDF), false).await.unwrap();
}

#[tokio::test]
async fn what_is_published_counts_too() {
    let scene = Scene::new().await;
    for n in 0..5 {
        let (mut file, parts) = actions::photo(scene.content.platform.id(), scene.camille.id, "a.jpg", ruche_media::Kind::Jpeg, prepared());
        file.bytes = 400_000_000;
        if n == 4 {
            file.bytes -= 10;
        }
        let file = keep(&scene.content, file, parts, None).await.unwrap();
        scene.attach(&scene.camille, n, &[(file.id, "")]).await.unwrap();
    }
    assert_eq!(code(receive(&scene.content, &scene.camille, &upload("plan.pdf", PDF), false).await), "files.quota");
    receive(&scene.content, &scene.bernard, &upload("plan.pdf", PDF), false).await.unwrap();
    scene.clock.advance(24 * HOUR);
    receive(&scene.content, &scene.camille, &upload("plan.pdf", PDF), false).await.unwrap();
}

#[tokio::test]
async fn what_stays_loose_goes_away_and_what_is_held_stays() {
    let scene = Scene::new().await;
    let (old, held) = (scene.photo(&scene.camille).await, scene.document(&scene.camille, "held.pdf").await);
    scene.attach(&scene.camille, 1, &[(held.id, "")]).await.unwrap();
    scene.clock.advance(47 * HOUR);
    let young = scene.document(&scene.camille, "young.pdf").await;
    let sweep = sweep::LooseFiles(scene.content.clone());
    sweep.sweep(NOW + 47 * HOUR).await.unwrap();
    assert!(scene.has_bytes(old.id, "480.webp").await, "not yet");
    sweep.sweep(NOW + 49 * HOUR).await.unwrap();
    assert!(
        !scene.sees(&scene.camille, &old).await
            && !scene.has_bytes(old.id, "480.webp").await
            && !scene.has_bytes(old.id, "original.jpg").await
    );
    assert!(scene.has_bytes(held.id, "file").await && scene.has_bytes(young.id, "file").await);

    let subject = SubjectRef::new("note", 1);
    let gone = scene.db().write(work!([subject] | tx | { store::delete_of_subject(tx, &subject).await })).await.unwrap();
    assert_eq!(gone, [held.id]);
    actions::remove_blobs(&scene.content, &gone).await;
    assert!(!scene.sees(&scene.bernard, &held).await && !scene.has_bytes(held.id, "file").await);
}
