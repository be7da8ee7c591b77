//! A directory over LDAP: a real OpenLDAP on a free port, with a small tree of ours and, where it is there, a public one.

use crate::directories::belong;
use crate::imports::{field, figures, held, options, shared, sound, write};
use ruche_import::directory::ldap::{FILTER, Search};
use ruche_import::directory::{Added, Directory};
use ruche_import::intake::{Follow, Kind, Options, What};
use ruche_people::communities::rules::Access;
use ruche_people::profiles::fields::Holds;
use ruche_testkit::both_engines;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The tree that is ours: branches, people with a manager, an account that is disabled, a group.
const TREE: &str = "dn: dc=orvane,dc=example
objectClass: dcObject
objectClass: organization
dc: orvane
o: Orvane

dn: ou=people,dc=orvane,dc=example
objectClass: organizationalUnit
ou: people

dn: ou=Lyon,ou=people,dc=orvane,dc=example
objectClass: organizationalUnit
ou: Lyon

dn: ou=Atelier,ou=Lyon,ou=people,dc=orvane,dc=example
objectClass: organizationalUnit
ou: Atelier

dn: uid=zoe,ou=Atelier,ou=Lyon,ou=people,dc=orvane,dc=example
objectClass: inetOrgPerson
objectClass: adAccount
uid: zoe
cn:: Wm/DqSBMZWbDqHZyZQ==
sn:: TGVmw6h2cmU=
mail: zoe@orvane.example
title: Cheffe
ou: Atelier
employeeNumber: 0042
roomNumber: tour nord
userPassword: never-read
userAccountControl: 512
jpegPhoto:: iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==

dn: uid=bo,ou=Atelier,ou=Lyon,ou=people,dc=orvane,dc=example
objectClass: inetOrgPerson
objectClass: adAccount
uid: bo
cn: Bo Chen
sn: Chen
mail: bo@orvane.example
manager: uid=zoe,ou=Atelier,ou=Lyon,ou=people,dc=orvane,dc=example
userAccountControl: 512

dn: uid=gone,ou=people,dc=orvane,dc=example
objectClass: inetOrgPerson
objectClass: adAccount
uid: gone
cn: Gone Away
sn: Away
mail: gone@orvane.example
userAccountControl: 514

dn: cn=crew,ou=people,dc=orvane,dc=example
objectClass: groupOfNames
cn: crew
owner: uid=zoe,ou=Atelier,ou=Lyon,ou=people,dc=orvane,dc=example
member: uid=bo,ou=Atelier,ou=Lyon,ou=people,dc=orvane,dc=example
";

/// A running server of a directory, which ends with it.
struct Slapd {
    child: Child,
    folder: tempfile::TempDir,
    plain: u16,
    encrypted: u16,
}

impl Drop for Slapd {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn program(name: &str) -> Option<PathBuf> {
    ["/usr/sbin", "/usr/lib/openldap", "/usr/libexec", "/usr/local/libexec"]
        .iter()
        .map(|dir| Path::new(dir).join(name))
        .find(|path| path.exists())
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn run(program: impl AsRef<std::ffi::OsStr>, words: &[&str]) {
    let done = Command::new(program).args(words).output().unwrap();
    assert!(done.status.success(), "{words:?}: {}", String::from_utf8_lossy(&done.stderr));
}

impl Slapd {
    /// A server that holds these trees; nothing, loudly, where there is no OpenLDAP.
    #[allow(clippy::print_stderr, reason = "a skipped test must be seen")]
    fn start(trees: &[(&str, &[PathBuf])]) -> Option<Self> {
        let (Some(slapd), true) = (program("slapd"), Path::new("/etc/ldap/schema/core.schema").exists()) else {
            assert!(std::env::var_os("CI").is_none(), "slapd is not installed");
            eprintln!("SKIPPED: slapd is absent");
            return None;
        };
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name).display().to_string();
        let subject = [
            "-subj",
            "/CN=localhost",
            "-addext",
            "subjectAltName=DNS:localhost,IP:127.0.0.1",
            "-addext",
            "basicConstraints=critical,CA:FALSE",
            "-days",
            "2",
            "-nodes",
        ];
        run(
            "openssl",
            &[&["req", "-x509", "-newkey", "rsa:2048", "-keyout", &at("key.pem"), "-out", &at("cert.pem")], &subject[..]].concat(),
        );
        let mut conf = String::new();
        for schema in ["core", "cosine", "inetorgperson", "nis"] {
            conf += &format!("include /etc/ldap/schema/{schema}.schema\n");
        }
        // What Active Directory says of an account.
        conf += "attributetype ( 1.2.840.113556.1.4.8 NAME 'userAccountControl' SYNTAX 1.3.6.1.4.1.1466.115.121.1.27 SINGLE-VALUE )\n";
        conf += "objectclass ( 1.3.6.1.4.1.4203.666.1 NAME 'adAccount' SUP top AUXILIARY MAY userAccountControl )\n";
        conf += "attributetype ( 1.2.840.113556.1.4.750 NAME 'groupType' SYNTAX 1.3.6.1.4.1.1466.115.121.1.27 SINGLE-VALUE )\n";
        conf += "objectclass ( 1.3.6.1.4.1.4203.666.2 NAME 'Group' SUP top STRUCTURAL MUST cn MAY ( groupType $ member $ description ) )\n";
        conf += &format!(
            "modulepath /usr/lib/ldap\nmoduleload back_mdb\nTLSCertificateFile {}\nTLSCertificateKeyFile {}\n",
            at("cert.pem"),
            at("key.pem")
        );
        for (number, (suffix, _)) in trees.iter().enumerate() {
            std::fs::create_dir(folder.path().join(format!("db{number}"))).unwrap();
            conf += &format!(
                "database mdb\nsuffix \"{suffix}\"\nrootdn \"cn=admin,{suffix}\"\nrootpw secret\ndirectory {}\n",
                at(&format!("db{number}"))
            );
            conf += "access to attrs=userPassword by * none\naccess to * by users read by anonymous auth\n";
        }
        std::fs::write(at("slapd.conf"), conf).unwrap();
        for (number, (_, files)) in trees.iter().enumerate() {
            for file in *files {
                run(
                    &slapd,
                    &["-T", "add", "-q", "-f", &at("slapd.conf"), "-n", &(number + 1).to_string(), "-l", &file.display().to_string()],
                );
            }
        }
        let (plain, encrypted) = (free_port(), free_port());
        let addresses = format!("ldap://127.0.0.1:{plain} ldaps://127.0.0.1:{encrypted}");
        let conf = at("slapd.conf");
        let mut command = Command::new(&slapd);
        command.args(["-d", "0", "-h", &addresses, "-f", &conf]).stdout(Stdio::null()).stderr(Stdio::null());
        // Never as root: the package has a user for it.
        let owner = folder.path().display().to_string();
        if Command::new("id").arg("-u").output().is_ok_and(|said| said.stdout == b"0\n") {
            run("chown", &["-R", "openldap:openldap", &owner]);
            command.args(["-u", "openldap", "-g", "openldap"]);
        }
        let child = command.spawn().unwrap();
        let begun = Instant::now();
        while TcpStream::connect(("127.0.0.1", encrypted)).is_err() {
            assert!(begun.elapsed() < Duration::from_secs(20), "slapd does not begin");
            std::thread::yield_now();
        }
        Some(Self { child, folder, plain, encrypted })
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    /// A search as its administrator, encrypted from the first byte.
    fn search(&self, base: &str) -> Search {
        Search {
            url: url::Url::parse(&format!("ldaps://localhost:{}", self.encrypted)).unwrap(),
            starttls: false,
            bind_dn: Some(format!("cn=admin,{base}")),
            password_file: Some(self.file("password", "secret\n")),
            base: base.into(),
            filter: FILTER.into(),
            ca: Some(self.folder.path().join("cert.pem")),
            added: Added::new(),
        }
    }
}

const BASE: &str = "dc=orvane,dc=example";

fn ours(folder: &Path) -> PathBuf {
    let file = folder.join("tree.ldif");
    std::fs::write(&file, TREE).unwrap();
    file
}

both_engines! {
    async fn a_server_brings_people_units_managers_photos_and_groups(app: FindingApp) {
        let folder = tempfile::tempdir().unwrap();
        let many: String = (0..1_200).map(|n| format!("\ndn: uid=p{n:04},ou=people,{BASE}\nobjectClass: inetOrgPerson\nuid: p{n:04}\ncn: Person {n:04}\nsn: P\nmail: p{n}@orvane.example\n")).collect();
        let more = folder.path().join("more.ldif");
        std::fs::write(&more, many.trim_start()).unwrap();
        let Some(server) = Slapd::start(&[(BASE, &[ours(folder.path()), more])]) else { return };
        let answer = server.search(BASE).ask().await.unwrap();
        let directory = Directory::of(&answer, Access::Open, false).unwrap();
        let plan = write(app, &directory, &options("directory", true, None)).await;
        let report = write(app, &directory, &options("directory", false, None)).await;
        assert_eq!((&report.lines, &report.people.len()), (&plan.lines, &plan.people.len()), "what was planned was done");
        assert_eq!(figures(&report, Kind::Person), (1_202, 0, 0, 1), "more than two pages of it: {report}");
        assert_eq!((figures(&report, Kind::Manager), figures(&report, Kind::Photo)), ((1, 0, 0, 0), (1, 0, 0, 0)));
        assert_eq!((figures(&report, Kind::Community), figures(&report, Kind::Membership)), ((1, 0, 0, 0), (1, 0, 0, 0)));
        assert!(report.to_string().contains("the account is disabled"), "{report}");
        sound(app).await;
        let page = app.admin.browser.get("/members?q=bo+chen").await.expect(200);
        let bo = page.text();
        assert!(bo.contains("Bo Chen"), "{bo}");
        let found = app.admin.browser.get("/search?q=lefevre").await.expect(200);
        assert!(found.has("Zoé") && found.has("Atelier"), "{}", found.text());
        assert!(app.admin.browser.get("/units").await.expect(200).has("Lyon"));

        // In clear on this very machine, and begun in clear, it is the same.
        let plain = url::Url::parse(&format!("ldap://localhost:{}", server.plain)).unwrap();
        for search in [Search { url: plain.clone(), ..server.search(BASE) }, Search { url: plain, starttls: true, ..server.search(BASE) }] {
            let answer = search.ask().await.unwrap();
            let again = write(app, &Directory::of(&answer, Access::Open, false).unwrap(), &options("directory", false, None)).await;
            assert_eq!(again.lines.iter().map(|line| line.created + line.changed).sum::<u64>(), 0, "{again}");
        }
        // A filter that finds one alone makes the others seem gone, and closes nobody.
        let answer = Search { filter: "(uid=bo)".into(), ..server.search(BASE) }.ask().await.unwrap();
        let leave = Options { follow: Some(Follow { leavers: true, ..Follow::default() }), ..options("directory", false, None) };
        let report = write(app, &Directory::of(&answer, Access::Open, false).unwrap(), &leave).await;
        assert!(report.stopped.is_some() && report.count(What::Leaves) == 1_201, "{report}");
        app.admin.browser.get("/members?q=zoe").await.expect(200);
    }
}

both_engines! {
    async fn who_leaves_a_group_of_a_server_leaves_the_community(app: FindingApp) {
        let follow = || Options { follow: Some(Follow { holds: true, ..Follow::default() }), ..options("directory", false, None) };
        let member = "member: uid=bo,ou=Atelier,ou=Lyon,ou=people,dc=orvane,dc=example\n";
        let other = member.replace("uid=bo", "uid=zoe");
        let group = TREE.rfind("\ndn: cn=crew").unwrap();
        for (tree, there) in [
            (TREE.to_owned(), vec!["Bo Chen", "Zoé Lefèvre"]),
            (TREE.replace(member, &other), vec!["Zoé Lefèvre"]),
            (TREE.to_owned(), vec!["Bo Chen", "Zoé Lefèvre"]),
            (TREE[..=group].to_owned(), vec!["Bo Chen", "Zoé Lefèvre"]),
        ] {
            let folder = tempfile::tempdir().unwrap();
            let file = folder.path().join("tree.ldif");
            std::fs::write(&file, tree).unwrap();
            let Some(server) = Slapd::start(&[(BASE, &[file])]) else { return };
            let answer = server.search(BASE).ask().await.unwrap();
            let directory = Directory::of(&answer, Access::Closed, false).unwrap();
            let plan = write(app, &directory, &Options { dry_run: true, ..follow() }).await;
            let report = write(app, &directory, &follow()).await;
            assert_eq!((&report.lines, report.people.len()), (&plan.lines, plan.people.len()), "what was planned was done");
            assert_eq!(belong(app, "crew").await, there);
        }
        sound(app).await;
    }
}

both_engines! {
    async fn a_server_fills_the_fields_of_the_company(app: TestApp) {
        let (matricule, tower) = (field(app, "Matricule", Holds::Number).await, field(app, "Tour", Holds::Choice).await);
        let folder = tempfile::tempdir().unwrap();
        let Some(server) = Slapd::start(&[(BASE, &[ours(folder.path())])]) else { return };
        let added = Added::from([("matricule".into(), "employeeNumber".into()), ("Tour".into(), "roomNumber".into()), ("Badge".into(), "carLicense".into())]);
        let answer = Search { added: added.clone(), ..server.search(BASE) }.ask().await.unwrap();
        let directory = Directory::of(&answer, Access::Open, false).unwrap().adding(added);
        let plan = write(app, &directory, &options("directory", true, None)).await;
        assert_eq!(held(app, matricule).await, [""; 0], "nothing is written");
        let report = write(app, &directory, &options("directory", false, None)).await;
        assert_eq!((&report.lines, report.people.len()), (&plan.lines, plan.people.len()), "what was planned was done");
        assert_eq!((held(app, matricule).await, held(app, tower).await), (vec!["42".to_owned()], vec!["Tour Nord".to_owned()]));
        let badge = report.people.iter().find(|told| told.name == "Badge").expect("a field that is not there is told");
        assert_eq!((badge.what, badge.reason.as_deref()), (What::LeftOut, Some("no field of profiles is called so")));
        assert!(report.to_string().contains("Badge: field left out"), "{report}");
        let again = write(app, &directory, &options("directory", false, None)).await;
        assert_eq!(figures(&again, Kind::Person), (0, 0, 2, 1), "{again}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_does_not_answer_whole_is_no_directory() {
    let folder = tempfile::tempdir().unwrap();
    let Some(server) = Slapd::start(&[(BASE, &[ours(folder.path())])]) else { return };
    let right = || server.search(BASE);
    let wrong = server.file("wrong", "another\n");
    let other = {
        let path = folder.path().join("other.pem").display().to_string();
        run(
            "openssl",
            &["req", "-x509", "-newkey", "rsa:2048", "-keyout", "/dev/null", "-out", &path, "-subj", "/CN=other", "-days", "2", "-nodes"],
        );
        PathBuf::from(path)
    };
    let nobody = url::Url::parse(&format!("ldaps://localhost:{}", free_port())).unwrap();
    for (search, said) in [
        (Search { password_file: Some(wrong), ..right() }, "it does not let us in"),
        (Search { password_file: Some("/nowhere".into()), ..right() }, "/nowhere"),
        (Search { ca: Some(other), ..right() }, "its certificate is not trusted"),
        (Search { url: nobody, ..right() }, "it cannot be reached"),
        (Search { base: "dc=nowhere".into(), ..right() }, "it does not answer to the end"),
        (Search { filter: "(uid=".into(), ..right() }, "it does not answer to the end"),
        (Search { url: url::Url::parse("ldap://192.0.2.7").unwrap(), ..right() }, "in clear"),
    ] {
        let error = search.ask().await.err().expect(said).to_string();
        assert!(error.contains(said) && !error.contains("secret"), "{said}: {error}");
    }
}

both_engines! {
    async fn the_public_tree_is_read_over_ldap_as_from_its_files(app: TestApp) {
        let Some(dir) = shared("directory-ldif-planetexpress") else { return };
        let folder = tempfile::tempdir().unwrap();
        let base = "dc=planetexpress,dc=com";
        let root = folder.path().join("root.ldif");
        std::fs::write(&root, format!("dn: {base}\nobjectClass: dcObject\nobjectClass: organization\ndc: planetexpress\no: Planet Express\n")).unwrap();
        let mut files: Vec<PathBuf> = std::fs::read_dir(dir).unwrap().map(|file| file.unwrap().path()).collect();
        files.retain(|path| path.to_string_lossy().ends_with(".ldif") && path.to_string_lossy().contains("0_"));
        files.sort();
        files.insert(0, root);
        let Some(server) = Slapd::start(&[(base, &files)]) else { return };
        let answer = server.search(base).ask().await.unwrap();
        let report = write(app, &Directory::of(&answer, Access::Open, false).unwrap(), &options("directory", false, Some(app.admin.id))).await;
        assert_eq!(figures(&report, Kind::Person), (7, 0, 0, 0), "{report}");
        assert_eq!((figures(&report, Kind::Community), figures(&report, Kind::Membership)), ((2, 0, 0, 0), (5, 0, 0, 0)));
        // The same people from their files are these.
        let again = write(app, &Directory::open(&files[1..], Access::Open, false).unwrap(), &options("directory", false, Some(app.admin.id))).await;
        assert_eq!(again.lines.iter().map(|line| line.created + line.changed).sum::<u64>(), 0, "{again}");
    }
}
