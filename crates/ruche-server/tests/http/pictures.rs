//! The picture of a community, and the viewer of photos.

use ruche_kernel::PlaceId;
use ruche_testkit::{Answer, Engine, Kind, Someone, both_engines, key, pictures};
use std::path::{Path, PathBuf};

async fn send(who: &Someone, place: PlaceId, name: &str, bytes: Vec<u8>) -> Answer {
    who.browser.post_files(&format!("/communities/{place}/picture"), &[], &[("photo", name, bytes)]).await
}

/// The picture that a page shows of a community.
async fn shown(who: &Someone, page: &str) -> Vec<String> {
    who.browser.get(page).await.expect(200).attributes("main .avatar.hex img", "src")
}

both_engines! {
    async fn an_owner_gives_a_community_its_picture(app: TestApp) {
        let (camille, yanis, ana) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.partner("Ana Delmas").await);
        let place = app.community(Kind::OnRequest, "Réseau Nord", &camille).await;
        let settings = format!("/communities/{place}/settings");
        let empty = camille.browser.get(&settings).await.expect(200);
        assert_eq!(empty.attributes("form[enctype='multipart/form-data']", "action"), [format!("/communities/{place}/picture")]);
        assert!(!empty.has("picture?_method=delete"), "there is nothing to remove");
        let made = send(&camille, place, "hall.jpeg", pictures::jpeg(600, 400)).await.expect(303);
        assert_eq!(made.location(), settings);
        let first = shown(&camille, &settings).await[0].clone();
        // Seen by everyone who finds the community, from outside too, and by nobody else.
        assert_eq!(shown(&yanis, "/communities").await, std::slice::from_ref(&first));
        yanis.browser.get(&first).await.expect(200);
        ana.browser.get(&first).await.expect(404);
        app.settle().await;
        // Another owner puts another one in its place: the first is gone for those who did not send it.
        app.join(place, &camille, &yanis).await;
        camille.browser.post_once(&format!("/communities/{place}/members/{}/role", yanis.id), &[("role", "owner")]).await.expect(303);
        send(&yanis, place, "cour.png", pictures::png(500, 500)).await.expect(303);
        let second = shown(&camille, &settings).await[0].clone();
        assert_ne!(first, second);
        yanis.browser.get(&first).await.expect(404);
        camille.browser.get(&second).await.expect(200);
        // What is no photo is refused at the field, and what is there stays.
        let refused = send(&yanis, place, "plan.pdf", b"%PDF-1.7 plan".to_vec()).await.expect(415);
        assert_eq!(refused.attributes("#photo", "aria-invalid"), ["true"]);
        assert!(refused.texts("#photo-error")[0].contains("Ce n’est pas une photo"));
        let none = camille.browser.post_files(&format!("/communities/{place}/picture"), &[("x", "1")], &[]).await;
        assert_eq!(none.status.as_u16(), 400, "a field that nobody knows");
        assert_eq!(shown(&camille, &settings).await[0], second);
        // Removed by the button of its page, whoever sent it.
        let remove = camille.browser.get(&settings).await.attributes("#photo-remove", "action")[0].clone();
        camille.browser.post_once(&remove, &[]).await.expect(303);
        assert!(shown(&camille, &settings).await.is_empty());
        camille.browser.get(&second).await.expect(404);
    }
}

both_engines! {
    async fn only_owners_change_the_picture(app: TestApp) {
        let (camille, yanis, paul) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.employee("Paul Sorel").await);
        let place = app.community(Kind::Unlisted, "Direction", &camille).await;
        app.join(place, &camille, &yanis).await;
        camille.browser.post_once(&format!("/communities/{place}/members/{}/role", yanis.id), &[("role", "moderator")]).await.expect(303);
        let remove = format!("/communities/{place}/picture?_method=delete");
        send(&camille, place, "hall.png", pictures::png(300, 300)).await.expect(303);
        // For whom the community does not exist, neither does its picture; the company's administrator owns nothing here.
        for (who, status) in [(&yanis, 403), (&paul, 404), (&app.admin, 404)] {
            send(who, place, "autre.png", pictures::png(300, 300)).await.expect(status);
            who.browser.post_once(&remove, &[]).await.expect(status);
        }
        let picture = shown(&camille, &format!("/communities/{place}/settings")).await[0].clone();
        yanis.browser.get(&picture).await.expect(200);
        paul.browser.get(&picture).await.expect(404);
    }
}

both_engines! {
    async fn every_page_has_one_viewer_of_photos(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let place = app.community(Kind::Open, "Réseau Nord", &camille).await;
        let post = camille.publish_with(place, "Deux photos", &[("upload", "a.png", pictures::png(300, 200)), ("upload", "b.png", pictures::png(300, 200))]).await;
        for page in ["/".to_owned(), format!("/communities/{place}"), format!("/posts/{post}"), format!("/members/{}", camille.id), "/settings".into()] {
            let page = camille.browser.get(&page).await.expect(200);
            assert_eq!(page.attributes("dialog#lightbox", "data-controller"), ["dialog lightbox"], "{}", page.path);
            assert_eq!(page.attributes("[data-lightbox-target=stage]", "class"), ["stage"]);
        }
    }
}

/// The files below a folder of the samples beside the repository.
#[allow(clippy::print_stderr, reason = "a skipped test must be seen")]
fn samples(folder: &str) -> Vec<PathBuf> {
    fn below(folder: &Path) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        entries.flat_map(|path| if path.is_dir() { below(&path) } else { vec![path] }).collect()
    }
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(folder);
    if !root.is_dir() {
        eprintln!("SKIPPED: no samples at ../shared/data/{folder}");
        return Vec::new();
    }
    below(&root)
}

both_engines! {
    async fn broken_and_hostile_pictures_are_kept_or_refused_with_a_sentence(app: TestApp) {
        let reader = app.employee("Yanis Haddad").await;
        let mut files: Vec<PathBuf> = ["hostile-images", "photos-exif"].into_iter().flat_map(samples).collect();
        // What looks at a picture knows no engine: on one of them, every third one is enough.
        let few = app.node.platform.db.engine() == Engine::Postgres;
        if few {
            files = files.into_iter().step_by(3).collect();
        }
        let send = async {
            let mut kept = 0;
            for (n, some) in files.chunks(15).enumerate() {
                // Nobody may send more in a minute.
                let author = app.employee(Box::leak(format!("Auteur {n:02}").into_boxed_str())).await;
                for path in some {
                    let (name, bytes) = (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(path).unwrap());
                    let ahead = author.browser.post_files("/files", &[], &[("file", &name, bytes.clone())]).await;
                    let told: serde_json::Value = serde_json::from_str(&ahead.body).unwrap_or_else(|e| panic!("{name}: {e}: {}", ahead.body));
                    let said = told["error"].as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
                    let plain = author.send_post(app.company, &name, &key(), &[("upload", &name, bytes)]).await;
                    match ahead.status.as_u16() {
                        201 => {
                            plain.expect(303);
                            kept += 1;
                        }
                        413 | 415 | 422 => {
                            assert!(said.ends_with('.') && said.len() > 20, "{name}: {said}");
                            assert_eq!(plain.status, ahead.status, "{name}");
                            assert!(plain.text().contains(&said), "{name}: the page says the same: {}", plain.text());
                        }
                        other => panic!("{name} answered {other}: {}", ahead.body),
                    }
                }
            }
            kept
        };
        let read = async {
            loop {
                reader.browser.get("/").await.expect(200);
                tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            }
        };
        let kept = tokio::select! { kept = send => kept, () = read => unreachable!("reading goes on") };
        assert!(files.is_empty() || kept > if few { 6 } else { 20 }, "only {kept} were kept");
    }
}

both_engines! {
    async fn a_loose_file_of_someone_else_answers_like_one_that_never_was(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let loose = camille.upload("plan.txt", b"le plan".to_vec()).await;
        camille.browser.get(&format!("/files/{loose}/download")).await.expect(200);
        let hidden = yanis.browser.get(&format!("/files/{loose}/download")).await.expect(404);
        let absent = yanis.browser.get("/files/12345/download").await.expect(404);
        assert_eq!(hidden.statements, absent.statements);
    }
}
