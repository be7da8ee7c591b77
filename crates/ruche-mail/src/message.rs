//! From a [`Mail`] to a message of RFC 5322, the same for both mailers. Whatever could smuggle a header in is refused, never repaired.

use lettre::address::{Address, Envelope};
use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Body, Mailbox, Message, MultiPart, SinglePart};
use ruche_platform::mail::{Mail, MailError};

/// The length of an encoded key: it must fit in a file name and on a header's line, beside a time or a domain.
const KEY_BYTES: usize = 180;

/// A line of a message may hold 998 bytes (RFC 5322, 2.1.1): a header that is not folded stays well below.
const UNFOLDED_BYTES: usize = 900;

/// For whom a message is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// For any mail server of the world: ASCII, lines folded.
    Wire,
    /// For eyes and for search tools: UTF-8 in headers and bodies (RFC 6532), nothing encoded unless a line is too long.
    Readable,
}

/// A refusal that no later attempt can change.
pub(crate) fn refused(reason: impl Into<String>) -> MailError {
    MailError { transient: false, reason: reason.into() }
}

/// An address and the name beside it, which may be empty.
pub(crate) fn mailbox(what: &str, address: &str, name: &str) -> Result<Mailbox, MailError> {
    without_controls(what, address)?;
    without_controls(what, name)?;
    let address: Address = address.parse().map_err(|error| refused(format!("{what}: not a mail address ({error})")))?;
    let name = name.trim();
    Ok(Mailbox::new((!name.is_empty()).then(|| name.to_owned()), address))
}

/// The key with letters, digits, `-` and `_` as they are and each other byte as `=HH`: distinct keys stay distinct, and what
/// comes out is safe in a file name and in a Message-ID.
pub(crate) fn encoded_key(key: &str) -> Result<String, MailError> {
    let mut encoded = String::with_capacity(key.len());
    for byte in key.bytes() {
        if byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_' {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("={byte:02X}"));
        }
    }
    if encoded.is_empty() || encoded.len() > KEY_BYTES {
        return Err(refused(format!("the key of a message takes 1 to {KEY_BYTES} bytes, this one {}", encoded.len())));
    }
    Ok(encoded)
}

/// The whole message, from `from` to the one person of `mail`.
///
/// # Errors
/// A permanent one when an address is not one, when a text meant for a header holds a control character, or when `mail.headers`
/// names a header twice or one that is written here.
pub(crate) fn compose(from: &Mailbox, mail: &Mail, form: Form) -> Result<Message, MailError> {
    let to = mailbox("recipient", &mail.to, &mail.to_name)?;
    without_controls("subject", &mail.subject)?;
    let id = format!("<{}@{}>", encoded_key(&mail.key)?, from.email.domain());
    let envelope = Envelope::new(Some(from.email.clone()), vec![to.email.clone()]).map_err(|error| refused(error.to_string()))?;

    let builder = Message::builder()
        .envelope(envelope)
        .from(from.clone())
        .to(to.clone())
        .subject(mail.subject.clone())
        .date_now()
        .message_id(Some(id))
        // RFC 3834: tells programs that answer mail to leave this one alone.
        .raw_header(fixed("Auto-Submitted", "auto-generated"))
        // The same for Exchange (MS-OXCMAIL, 2.1.3.2.20), without NDR: bounces are wanted.
        .raw_header(fixed("X-Auto-Response-Suppress", "DR, RN, NRN, OOF, AutoReply"));
    let text = part(ContentType::TEXT_PLAIN, &mail.text, form);
    let message = match &mail.html {
        None => builder.singlepart(text),
        Some(html) => builder.multipart(MultiPart::alternative().singlepart(text).singlepart(part(ContentType::TEXT_HTML, html, form))),
    };
    let mut message = message.map_err(|error| refused(error.to_string()))?;

    if form == Form::Readable {
        for (name, value) in [("From", from.to_string()), ("To", to.to_string()), ("Subject", mail.subject.clone())] {
            if value.len() <= UNFOLDED_BYTES {
                message.headers_mut().insert_raw(HeaderValue::dangerous_new_pre_encoded(
                    HeaderName::new_from_ascii_str(name),
                    value.clone(),
                    value,
                ));
            }
        }
    }
    for (name, value) in &mail.headers {
        let header = further(&message, name, value)?;
        message.headers_mut().insert_raw(header);
    }
    Ok(message)
}

/// A body in one part. Readable text stays as it is unless a line is longer than mail allows.
fn part(content_type: ContentType, text: &str, form: Form) -> SinglePart {
    let as_is = match form {
        Form::Wire => None,
        Form::Readable => Body::new_with_encoding(text.to_owned(), ContentTransferEncoding::EightBit).ok(),
    };
    SinglePart::builder().content_type(content_type).body(as_is.unwrap_or_else(|| Body::new(text.to_owned())))
}

fn fixed(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

/// A header of the caller. Those that say who, what or how are not the caller's.
fn further(message: &Message, name: &str, value: &str) -> Result<HeaderValue, MailError> {
    let named = name.bytes().all(|byte| byte.is_ascii_graphic() && byte != b':');
    let Some(header) = named.then(|| HeaderName::new_from_ascii(name.to_owned()).ok()).flatten() else {
        return Err(refused(format!("not a header name: {name:?}")));
    };
    let lower = name.to_ascii_lowercase();
    if message.headers().get_raw(name).is_some()
        || ["cc", "bcc", "sender", "return-path"].contains(&lower.as_str())
        || lower.starts_with("content-")
        || lower.starts_with("resent-")
    {
        return Err(refused(format!("header {name} is not the caller's, or comes twice")));
    }
    without_controls(name, value)?;
    Ok(HeaderValue::new(header, value.to_owned()))
}

/// A line break in a text meant for a header would begin another header.
fn without_controls(what: &str, text: &str) -> Result<(), MailError> {
    if text.chars().any(char::is_control) {
        return Err(refused(format!("{what}: control character")));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sender() -> Mailbox {
        mailbox("sender", "ruche@orvane.example", "Réseau d’Orvane").unwrap()
    }

    fn mail() -> Mail {
        Mail {
            to: "elise@orvane.example".into(),
            to_name: "Élise Çağlar".into(),
            subject: "Vous êtes invitée".into(),
            text: "Bonjour,\nà bientôt.".into(),
            html: None,
            headers: Vec::new(),
            key: "invitation:7".into(),
        }
    }

    fn formatted(mail: &Mail, form: Form) -> String {
        String::from_utf8(compose(&sender(), mail, form).unwrap().formatted()).unwrap()
    }

    #[test]
    fn every_message_says_that_a_program_wrote_it() {
        for form in [Form::Wire, Form::Readable] {
            let text = formatted(&mail(), form);
            for line in [
                "\r\nAuto-Submitted: auto-generated\r\n",
                "\r\nX-Auto-Response-Suppress: DR, RN, NRN, OOF, AutoReply\r\n",
                "\r\nMessage-ID: <invitation=3A7@orvane.example>\r\n",
                "\r\nMIME-Version: 1.0\r\n",
            ] {
                assert!(text.contains(line), "{line:?} in {text}");
            }
            assert!(text.contains("\r\nDate: "), "{text}");
        }
    }

    #[test]
    fn the_wire_takes_ascii_in_short_lines_only() {
        let mut mail = mail();
        mail.subject = "déjà ".repeat(200);
        mail.text = format!("{}\n{}", "é".repeat(5000), "a".repeat(5000));
        mail.html = Some(format!("<p>{}</p>", "ê ".repeat(4000)));
        let text = formatted(&mail, Form::Wire);
        assert!(text.is_ascii());
        let longest = text.split("\r\n").map(str::len).max();
        assert!(longest <= Some(998), "{longest:?}");
        assert!(!text.replace("\r\n", "").contains(['\r', '\n']));
    }

    #[test]
    fn the_readable_form_is_what_people_wrote() {
        let mut mail = mail();
        mail.html = Some("<p>Bonjour Élise</p>".into());
        let text = formatted(&mail, Form::Readable);
        for part in [
            "Subject: Vous êtes invitée\r\n",
            "To: Élise Çağlar <elise@orvane.example>\r\n",
            "From: Réseau d’Orvane <ruche@orvane.example>\r\n",
            "\r\n\r\nBonjour,\r\nà bientôt.\r\n",
            "<p>Bonjour Élise</p>",
        ] {
            assert!(text.contains(part), "{part:?} in {text}");
        }
    }

    #[test]
    fn a_line_too_long_for_mail_is_encoded_even_for_eyes() {
        let mut mail = mail();
        mail.text = "é".repeat(2000);
        mail.subject = "é".repeat(2000);
        let text = formatted(&mail, Form::Readable);
        assert!(text.split("\r\n").all(|line| line.len() <= 998), "{text}");
    }

    #[test]
    fn what_could_smuggle_a_header_in_is_refused() {
        let refused = |change: &dyn Fn(&mut Mail)| {
            let mut mail = mail();
            change(&mut mail);
            for form in [Form::Wire, Form::Readable] {
                let error = compose(&sender(), &mail, form).expect_err("refused");
                assert!(!error.transient, "{error}");
            }
        };
        refused(&|mail| mail.to = "a@orvane.example\r\nBcc: b@evil.example".into());
        refused(&|mail| mail.to = "a@orvane.example, b@evil.example".into());
        refused(&|mail| mail.to = "a@orvane.example> <b@evil.example".into());
        refused(&|mail| mail.to = String::new());
        refused(&|mail| mail.to_name = "A\nBcc: b@evil.example".into());
        refused(&|mail| mail.subject = "Hello\rBcc: b@evil.example".into());
        refused(&|mail| mail.subject = "Hello\nBcc: b@evil.example".into());
        refused(&|mail| mail.subject = "nothing\0".into());
        refused(&|mail| mail.headers = vec![("X-A\r\nBcc".into(), "b@evil.example".into())]);
        refused(&|mail| mail.headers = vec![("X-A".into(), "1\r\nBcc: b@evil.example".into())]);
        refused(&|mail| mail.headers = vec![("X-A: 1".into(), "2".into())]);
        refused(&|mail| mail.headers = vec![(String::new(), "2".into())]);
        refused(&|mail| mail.headers = vec![("bcc".into(), "b@evil.example".into())]);
        refused(&|mail| mail.headers = vec![("SUBJECT".into(), "Other".into())]);
        refused(&|mail| mail.headers = vec![("Content-Type".into(), "text/html".into())]);
        refused(&|mail| mail.headers = vec![("X-A".into(), "1".into()), ("x-a".into(), "2".into())]);
        refused(&|mail| mail.key = String::new());
        refused(&|mail| mail.key = "k".repeat(KEY_BYTES + 1));
        assert!(mailbox("sender", "not an address", "").is_err());
    }

    #[test]
    fn a_name_cannot_pass_for_an_address() {
        let mut mail = mail();
        mail.to_name = "b@evil.example> , \"x".into();
        let message = compose(&sender(), &mail, Form::Wire).unwrap();
        assert_eq!(message.envelope().to(), ["elise@orvane.example".parse().unwrap()]);
        let text = formatted(&mail, Form::Readable);
        assert!(text.contains("To: \"b@evil.example> , \\\"x\" <elise@orvane.example>\r\n"), "{text}");
    }

    #[test]
    fn further_headers_arrive_as_given() {
        let mut mail = mail();
        let address = format!("<https://ruche.example/unsubscribe/{}>", "t".repeat(200));
        mail.headers = vec![("List-Unsubscribe".into(), address.clone())];
        let text = formatted(&mail, Form::Wire).replace("\r\n ", " ");
        let line = text.lines().find(|line| line.starts_with("List-Unsubscribe:"));
        assert_eq!(line.and_then(|line| line.split_whitespace().nth(1)), Some(address.as_str()));
    }

    #[test]
    fn distinct_keys_stay_distinct_and_safe() {
        assert_eq!(encoded_key("digest-2026_11").unwrap(), "digest-2026_11");
        assert_eq!(encoded_key("../a b=é").unwrap(), "=2E=2E=2Fa=20b=3D=C3=A9");
        assert_ne!(encoded_key("a:1").unwrap(), encoded_key("a-1").unwrap());
    }
}
