//! Parts that several pages share: fields of several lines, passwords that can be shown, toasts.

use ruche_testkit::{Answer, both_engines};

both_engines! {
    async fn a_field_of_several_lines_says_what_it_is_and_what_is_wrong(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let told = |page: &Answer, field: &str| {
            let area = format!("textarea.textarea#{field}[name={field}]");
            (page.attributes(&area, "rows"), page.attributes(&area, "aria-invalid"), page.attributes(&area, "aria-describedby"))
        };
        let page = camille.browser.get("/settings").await.expect(200);
        assert_eq!(told(&page, "bio"), (vec!["4".into()], vec![], vec!["bio-hint".into()]));
        let long = "é".repeat(601);
        let fields = [("name", "Camille Rousset"), ("title", ""), ("unit", ""), ("site", ""), ("phone", ""), ("languages", ""), ("bio", long.as_str())];
        let refused = camille.browser.post_once("/settings", &fields).await.expect(422);
        assert_eq!(told(&refused, "bio"), (vec!["4".into()], vec!["true".into()], vec!["bio-error bio-hint".into()]));
        assert!(refused.texts("#bio-error")[0].contains("600"));
        assert_eq!(refused.texts("#bio"), [long.as_str()], "what was typed is kept");
        assert_eq!(told(&camille.browser.get("/communities/new").await.expect(200), "description").0, ["3"]);
        // Addresses are needed for mails, and not for a link.
        let admin = &app.admin.browser;
        let page = admin.get("/admin").await.expect(200);
        assert_eq!(page.attributes("#addresses[required]", "rows"), ["3"]);
        assert_eq!(page.attributes("button[formnovalidate]", "value"), ["link"]);
        let refused = admin.post_once("/admin/invitations", &[("addresses", "<b>personne"), ("how", "mail")]).await.expect(422);
        assert_eq!((told(&refused, "addresses").1, refused.texts("#addresses")), (vec!["true".into()], vec!["<b>personne".into()]));
        let made = admin.post_once("/admin/invitations", &[("addresses", ""), ("how", "link")]).await.expect(200);
        assert!(made.texts("#secret")[0].contains("/join/"));
        assert!(made.has("<template data-copy-target=\"done\"><div class=\"toast\"") && made.has("Copié."), "copying it is told");
    }
}

both_engines! {
    async fn a_password_can_be_shown_where_script_runs(app: TestApp) {
        let page = app.stranger().get("/sign-in").await.expect(200);
        assert_eq!(page.attributes("[data-controller=reveal] input[type=password]", "data-reveal-target"), ["field"]);
        let button = "[data-controller=reveal] button[data-reveal-target=button][aria-pressed=false]:not([hidden])";
        assert_eq!(page.attributes(button, "class"), ["btn only-script"]);
        assert_eq!(page.attributes("#login", "data-reveal-target"), [""; 0], "nothing else is hidden or shown");
    }
}

both_engines! {
    async fn a_toast_is_dressed_by_its_own_sheet(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let post = camille.publish(app.company, "Un sujet").await;
        let published = camille.browser.get("/").await.expect(200);
        assert_eq!(published.attributes(".toast > a", "href"), [format!("/posts/{post}")]);
        assert_eq!(published.attributes(".toast :is(a, button)", "class"), ["only-script"], "only the closing button needs script");
        camille.browser.post_once(&format!("/posts/{post}?_method=delete"), &[]).await.expect(303);
        let deleted = camille.browser.get("/").await.expect(200);
        assert_eq!(deleted.texts(".toast form button"), ["Annuler"]);
        assert_eq!(deleted.attributes(".toast form button", "class"), [""; 0]);
    }
}
