//! What is asked: each kind of page and of write, and the mix of a working day.

use crate::client::Ask;
use crate::company::Company;
use ruche_kernel::{Cursor, IdMaker};
use std::sync::Arc;

/// The company, and who asks.
pub struct World {
    /// What was made.
    pub company: Company,
    /// The cookie of each of its `members`, in their order.
    pub cookies: Vec<Arc<str>>,
    /// What makes the keys of one run differ from those of another.
    pub run: String,
}

/// A kind of request.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    /// Its word in the report.
    pub name: &'static str,
    /// What it is, in words.
    pub about: &'static str,
    /// Whether it changes something.
    pub writes: bool,
    /// How many of a thousand requests of a working day it is.
    pub share: u32,
    ask: fn(&World, u64) -> Ask,
}

impl Kind {
    /// The request of a number. The same number is the same request, but that a write has a key of its own.
    #[must_use]
    pub fn ask(&self, world: &World, number: u64) -> Ask {
        (self.ask)(world, number)
    }
}

/// Every kind. Of a thousand requests of a working day, 65 write: 6 to 7 in a hundred, as in the workload that LDBC describes.
pub const KINDS: [Kind; 16] = [
    Kind { name: "home", about: "the home feed, 20 posts", writes: false, share: 300, ask: |w, n| w.page(n, "/".into()) },
    Kind { name: "home-older", about: "the home feed further down", writes: false, share: 80, ask: |w, n| w.page(n, w.older(n)) },
    Kind {
        name: "thread",
        about: "a post with 40 comments",
        writes: false,
        share: 180,
        ask: |w, n| w.page(n, format!("/posts/{}", w.one(&w.company.threads, n))),
    },
    Kind {
        name: "post",
        about: "any post with its comments",
        writes: false,
        share: 70,
        ask: |w, n| w.page(n, format!("/posts/{}", w.one(&w.company.posts, n))),
    },
    Kind {
        name: "community",
        about: "a community with its feed",
        writes: false,
        share: 80,
        ask: |w, n| w.page(n, format!("/communities/{}", w.one(&w.company.communities, n))),
    },
    Kind {
        name: "profile",
        about: "the profile of a colleague",
        writes: false,
        share: 45,
        ask: |w, n| w.page(n, format!("/members/{}", w.one(&w.company.members, n))),
    },
    Kind { name: "notifications", about: "what one was told", writes: false, share: 80, ask: |w, n| w.page(n, "/notifications".into()) },
    Kind {
        name: "search",
        about: "a search for one or two words",
        writes: false,
        share: 40,
        ask: |w, n| w.page(n, format!("/search?q={}", w.query(n))),
    },
    Kind {
        name: "completion",
        about: "what the bar of search proposes while one types",
        writes: false,
        share: 20,
        ask: |w, n| w.page(n, format!("/search/suggest?q={}", encoded(w.one(&w.company.names, n).as_str()))),
    },
    Kind { name: "directory", about: "the directory", writes: false, share: 20, ask: |w, n| w.page(n, "/members".into()) },
    Kind { name: "organisation", about: "the org chart", writes: false, share: 10, ask: |w, n| w.page(n, "/organisation".into()) },
    Kind { name: "communities", about: "the list of communities", writes: false, share: 10, ask: |w, n| w.page(n, "/communities".into()) },
    Kind {
        name: "react",
        about: "a reaction",
        writes: true,
        share: 35,
        ask: |w, n| {
            let kind = ["like", "thanks"][(mixed(n, 5) % 2) as usize];
            w.form(n, "/reactions".into(), &[("subject", &format!("post:{}", w.one(&w.company.common, n))), ("kind", kind)])
        },
    },
    Kind {
        name: "comment",
        about: "a comment",
        writes: true,
        share: 20,
        ask: |w, n| {
            let body = w.text(n, 18);
            w.form(n, format!("/posts/{}/comments", w.one(&w.company.common, n)), &[("key", &w.key("comment", n)), ("body", &body)])
        },
    },
    Kind {
        name: "publish",
        about: "a post",
        writes: true,
        share: 8,
        ask: |w, n| {
            let (place, body) = (w.company.place.to_string(), w.text(n, 40));
            w.form(n, "/posts".into(), &[("key", &w.key("post", n)), ("place", &place), ("body", &body)])
        },
    },
    Kind {
        name: "follow",
        about: "following a colleague",
        writes: true,
        share: 2,
        ask: |w, n| w.form(n, format!("/members/{}/follow?_method=put", w.colleague(n)), &[]),
    },
];

/// The kind of a word.
#[must_use]
pub fn named(name: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.name == name)
}

/// The request of a number in the mix of a working day.
#[must_use]
pub fn of_a_day(world: &World, number: u64) -> Ask {
    let all: u32 = KINDS.iter().map(|kind| kind.share).sum();
    let mut left = (mixed(number, 9) % u64::from(all)) as u32;
    for kind in &KINDS {
        if left < kind.share {
            return kind.ask(world, number);
        }
        left -= kind.share;
    }
    KINDS[0].ask(world, number)
}

/// A number that looks like chance and is always the same (SplitMix64, Steele, Lea and Flood 2014).
fn mixed(number: u64, salt: u64) -> u64 {
    let mut z = number.wrapping_add(salt.wrapping_mul(0x9E37_79B9_7F4A_7C15)).wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// A text as the value of a query.
fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

impl World {
    fn cookie(&self, number: u64) -> &Arc<str> {
        &self.cookies[(mixed(number, 1) % self.cookies.len() as u64) as usize]
    }

    fn page(&self, number: u64, path: String) -> Ask {
        Ask::page(self.cookie(number), path)
    }

    fn form(&self, number: u64, path: String, fields: &[(&str, &str)]) -> Ask {
        Ask::form(self.cookie(number), path, fields)
    }

    fn one<'a, T>(&self, all: &'a [T], number: u64) -> &'a T {
        &all[(mixed(number, 2) % all.len() as u64) as usize]
    }

    /// What tells a sending from another one of the same person.
    fn key(&self, what: &str, number: u64) -> String {
        format!("bench-{}-{what}-{number}", self.run)
    }

    /// Somebody else than whoever asks.
    fn colleague(&self, number: u64) -> i64 {
        let (me, all) = (mixed(number, 1), &self.company.members);
        all[((me % all.len() as u64 + 1 + mixed(number, 4) % (all.len() as u64 - 1)) % all.len() as u64) as usize]
    }

    /// One word, or two.
    fn query(&self, number: u64) -> String {
        let first = self.one(&self.company.words, number);
        let both = format!("{first} {}", self.one(&self.company.words, number + 1));
        encoded(if mixed(number, 3).is_multiple_of(2) { first } else { &both })
    }

    fn text(&self, number: u64, words: u64) -> String {
        (0..words).map(|at| self.one(&self.company.words, number * 64 + at).as_str()).collect::<Vec<_>>().join(" ")
    }

    /// The home feed before a post of the sample, so that other posts are shown than those on top.
    fn older(&self, number: u64) -> String {
        let id = *self.one(&self.company.posts, number);
        format!("/?after={}", Cursor { at: IdMaker::made_at(id), id })
    }
}
