//! Passwords: what is accepted, and how they are kept.
//!
//! What attackers try first is refused three ways: the estimator's own lists, the words of `common.txt`, and the list that whoever
//! runs the machine may lay beside the data.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use ruche_kernel::{Error, Refusal, Result, names};
use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// The fewest characters.
pub const MIN_CHARS: usize = 12;
/// The most characters; far above what people type, low enough to hash.
pub const MAX_CHARS: usize = 256;
/// The strength that a password alone must have, in bits (CNIL, deliberation 2022-100).
pub const MIN_BITS: f64 = 80.0;
/// The guesses, as a power of ten, under which the estimator knows a password by its words and patterns.
const MIN_GUESSES_LOG10: f64 = 10.0;

/// Hashing at once: each takes a whole core and memory.
const TURNS: usize = 2;
/// Those who hash or wait for it; beyond, whoever comes is told to come back, and the others are not slowed further.
const QUEUE: usize = 64;
/// The file of the data folder with passwords that are refused, one a line.
pub const REFUSED_FILE: &str = "refused-passwords.txt";
/// The product's own word, which is refused as a part of passwords like the company's.
const PRODUCT: &str = "ruche";

/// Hashes, checks and accepts passwords.
pub struct Passwords {
    argon2: Argon2<'static>,
    turns: Arc<Semaphore>,
    queue: Arc<Semaphore>,
    /// The hash of nobody's password: checking it costs what checking a real one does.
    nobody: String,
    /// Passwords that are refused, folded as [`names::sort_key`] does.
    refused: HashSet<String>,
}

impl Passwords {
    /// Argon2id with the parameters that OWASP gives first (19 MiB, 2 passes); `cheap` is for tests.
    #[must_use]
    pub fn new(cheap: bool) -> Self {
        let params = if cheap { Params::new(8, 1, 1, None) } else { Params::new(19_456, 2, 1, None) };
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params.unwrap_or_default());
        let nobody = argon2.hash_password(b"nobody signs in with this").map(|h| h.to_string()).unwrap_or_default();
        let (turns, queue) = (Arc::new(Semaphore::new(TURNS)), Arc::new(Semaphore::new(QUEUE)));
        Self { argon2, turns, queue, nobody, refused: HashSet::new() }
    }

    /// Refuses what stands in [`REFUSED_FILE`] of a folder too, where there is such a file.
    ///
    /// # Errors
    /// `Unavailable` when the file is there and cannot be read.
    pub fn refusing(mut self, folder: &Path) -> Result<Self> {
        let path = folder.join(REFUSED_FILE);
        match std::fs::read(&path) {
            Ok(bytes) => self.refused = String::from_utf8_lossy(&bytes).lines().map(|line| names::sort_key(line.trim())).collect(),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(Error::Unavailable(format!("{}: {error}", path.display()))),
        }
        Ok(self)
    }

    /// The hash to keep.
    ///
    /// # Errors
    /// `Unavailable` when too many wait, `Bug` when hashing fails.
    pub async fn hash(&self, password: &str) -> Result<String> {
        let (argon2, password) = (self.argon2.clone(), password.to_owned());
        self.turn(move || {
            argon2.hash_password(password.as_bytes()).map(|h| h.to_string()).map_err(|e| Error::bug(format!("password: {e}")))
        })
        .await?
    }

    /// Whether a password is the one that was kept. Without a hash it takes as long and is false.
    ///
    /// # Errors
    /// `Unavailable` when too many wait.
    pub async fn verify(&self, password: &str, kept: Option<&str>) -> Result<bool> {
        let (argon2, password, hash, real) =
            (self.argon2.clone(), password.to_owned(), kept.unwrap_or(&self.nobody).to_owned(), kept.is_some());
        self.turn(move || PasswordHash::new(&hash).is_ok_and(|parsed| argon2.verify_password(password.as_bytes(), &parsed).is_ok()) && real)
            .await
    }

    async fn turn<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let _place = self.queue.try_acquire().map_err(|_| Error::Unavailable("too many passwords to hash".into()))?;
        let _turn = self.turns.acquire().await.map_err(|_| Error::Unavailable("password hashing".into()))?;
        tokio::task::spawn_blocking(work).await.map_err(|e| Error::bug(format!("password: {e}")))
    }
}

impl Passwords {
    /// Whether a new password is accepted: long enough, strong enough, not among those known to attackers, and still strong
    /// without the words that belong to the person or the company (`own`) and the product's.
    ///
    /// # Errors
    /// The refusal, at `field`.
    pub fn accept(&self, password: &str, own: &[String], field: &'static str) -> Result<(), Refusal> {
        let length = password.chars().count();
        if length < MIN_CHARS {
            return Err(Refusal::new("sign_in.password_too_short").at(field).with("min", i64::try_from(MIN_CHARS).unwrap_or(12)));
        }
        if length > MAX_CHARS {
            return Err(Refusal::new("sign_in.password_too_long").at(field).with("max", i64::try_from(MAX_CHARS).unwrap_or(256)));
        }
        if self.refused.contains(&names::sort_key(password)) {
            return Err(Refusal::new("sign_in.password_known").at(field));
        }
        let own: Vec<String> = own.iter().map(String::as_str).chain([PRODUCT]).flat_map(words).collect();
        let rest = without(password, &own);
        let common = include_str!("common.txt").lines().filter(|line| !line.starts_with('#'));
        let words: Vec<&str> = own.iter().map(String::as_str).chain(common).collect();
        if [password, &rest].into_iter().any(|text| guessable(text, &words)) {
            return Err(Refusal::new("sign_in.password_guessable").at(field));
        }
        if bits(password) < MIN_BITS {
            return Err(Refusal::new("sign_in.password_weak").at(field));
        }
        if bits(&rest) < MIN_BITS {
            return Err(Refusal::new("sign_in.password_guessable").at(field));
        }
        Ok(())
    }
}

/// Whether the estimator finds a text in fewer guesses than are asked for.
fn guessable(text: &str, words: &[&str]) -> bool {
    // The estimator takes time with length; what follows the first 72 characters can only make a password stronger.
    let head: String = text.chars().take(72).collect();
    zxcvbn::zxcvbn(&head, words).guesses_log10() < MIN_GUESSES_LOG10
}

/// The words of a name or an address, in the form in which they are compared.
fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).map(names::sort_key).filter(|word| word.chars().count() > 2)
}

/// What is left of a password without these words, whatever their case and accents.
fn without(password: &str, words: &[String]) -> String {
    let letters: Vec<(char, String)> = password.chars().map(|c| (c, names::sort_key(c.encode_utf8(&mut [0; 4])))).collect();
    let (mut rest, mut at) = (String::new(), 0);
    while let Some((letter, _)) = letters.get(at) {
        let spelt = |word: &String| {
            let mut key = String::new();
            letters[at..].iter().position(|(_, letter)| {
                key.push_str(letter);
                key == *word
            })
        };
        match words.iter().find_map(spelt) {
            Some(last) => at += last + 1,
            None => {
                rest.push(*letter);
                at += 1;
            }
        }
    }
    rest
}

/// The theoretical strength in bits: length times the logarithm of the alphabet that is used (the CNIL's measure).
fn bits(password: &str) -> f64 {
    let any = |test: fn(char) -> bool| password.chars().any(test);
    let alphabet = [
        (any(|c| c.is_ascii_lowercase()), 26.0),
        (any(|c| c.is_ascii_uppercase()), 26.0),
        (any(|c| c.is_ascii_digit()), 10.0),
        (any(|c| c.is_ascii_punctuation() || c == ' '), 33.0),
        (any(|c| !c.is_ascii()), 60.0),
    ];
    let size: f64 = alphabet.iter().filter(|(used, _)| *used).map(|(_, size)| size).sum();
    #[allow(clippy::cast_precision_loss, reason = "lengths are small")]
    let length = password.chars().count() as f64;
    length * size.max(1.0).log2()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(passwords: &Passwords, password: &str) -> Option<&'static str> {
        let own = ["Orvane Commerce", "Camille Rousset", "camille.rousset@orvane.example"].map(String::from);
        passwords.accept(password, &own, "password").err().map(|refusal| refusal.code)
    }

    #[test]
    fn passwords_are_long_strong_and_not_known() {
        let passwords = Passwords::new(true);
        for (password, code) in [
            ("Court1!", Some("sign_in.password_too_short")),
            ("motdepasse123456", Some("sign_in.password_guessable")),
            ("aaaaaaaaaaaaaaaaaaaaaa", Some("sign_in.password_guessable")),
            ("Orvane-Orvane-Orvane", Some("sign_in.password_guessable")),
            // Strong only by the words of the company, the person and the product.
            ("Orvane#Commerce_88!x", Some("sign_in.password_guessable")),
            ("ROUSSÉT-camille-4821-q", Some("sign_in.password_guessable")),
            ("ruche.Ruche.ruche.vK9", Some("sign_in.password_guessable")),
            // Words that French breaches are full of.
            ("JetaimeMoncoeur13!", Some("sign_in.password_guessable")),
            ("Azertyuiop_1985", Some("sign_in.password_guessable")),
            ("kqzjxwvbnmrt", Some("sign_in.password_weak")),
            ("vélo trompette nuage sept", None),
            ("girafe trombone ruche canal onze", None),
            ("kQ7!zjXw#vbN2", None),
        ] {
            assert_eq!(answer(&passwords, password), code, "{password}");
        }
        assert_eq!(answer(&passwords, &"é1A!".repeat(80)), Some("sign_in.password_too_long"));
    }

    #[test]
    fn a_list_beside_the_data_is_refused_too() {
        let folder = tempfile::tempdir().unwrap();
        let passwords = |folder| Passwords::new(true).refusing(folder).unwrap();
        assert_eq!(answer(&passwords(folder.path()), "vélo trompette nuage sept"), None, "without a file");
        std::fs::write(folder.path().join(REFUSED_FILE), b"\xff\nV\xc3\xa9lo trompette nuage sept\r\n").unwrap();
        assert_eq!(answer(&passwords(folder.path()), "vélo trompette nuage sept"), Some("sign_in.password_known"));
        assert_eq!(answer(&passwords(folder.path()), "kQ7!zjXw#vbN2"), None);
    }

    #[tokio::test]
    async fn who_comes_when_too_many_wait_is_told_so() {
        let passwords = Passwords::new(true);
        let all = passwords.queue.clone().acquire_many_owned(u32::try_from(QUEUE).unwrap()).await.unwrap();
        assert!(matches!(passwords.hash("vélo trompette nuage").await, Err(Error::Unavailable(_))));
        drop(all);
        passwords.hash("vélo trompette nuage").await.unwrap();
    }

    #[tokio::test]
    async fn only_the_right_password_opens() {
        let passwords = Passwords::new(true);
        let hash = passwords.hash("vélo trompette nuage").await.unwrap();
        assert!(passwords.verify("vélo trompette nuage", Some(&hash)).await.unwrap());
        assert!(!passwords.verify("vélo trompette", Some(&hash)).await.unwrap());
        assert!(!passwords.verify("nobody signs in with this", None).await.unwrap());
    }
}
