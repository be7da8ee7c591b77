//! Secrets handed to people: random, shown once, kept as a hash only.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use ruche_kernel::{Error, Result};
use sha2::{Digest, Sha256};

/// A random secret of 256 bits, safe in an address.
///
/// # Errors
/// `Unavailable` when the system gives no randomness.
pub fn random_token() -> Result<String> {
    Ok(URL_SAFE_NO_PAD.encode(random_bytes::<32>()?))
}

/// Random bytes of the system.
///
/// # Errors
/// `Unavailable` when the system gives none.
pub fn random_bytes<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|e| Error::Unavailable(format!("randomness: {e}")))?;
    Ok(bytes)
}

/// A code that a person types: groups of letters and digits that are not mistaken for one another, 80 bits.
///
/// # Errors
/// `Unavailable` when the system gives no randomness.
pub fn random_code() -> Result<String> {
    const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ2";
    let code: Vec<char> = random_bytes::<16>()?.iter().map(|b| char::from(LETTERS[usize::from(b & 31)])).collect();
    Ok(code.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-"))
}

/// What is kept of a secret: its SHA-256 in hexadecimal. Enough for random secrets, never for passwords.
#[must_use]
pub fn digest(secret: &str) -> String {
    hex(&Sha256::digest(secret.as_bytes()))
}

/// What proves that whoever sent these bytes, one part after the other, knows the key: HMAC-SHA256 (RFC 2104).
///
/// # Errors
/// Never: a key of any length is one.
pub fn sign(key: &[u8], parts: &[&[u8]]) -> Result<Vec<u8>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).map_err(Error::bug)?;
    for part in parts {
        mac.update(part);
    }
    Ok(mac.finalize().into_bytes().to_vec())
}

/// Bytes in hexadecimal.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        text.push(char::from_digit(u32::from(byte >> 4), 16).unwrap_or('0'));
        text.push(char::from_digit(u32::from(byte & 15), 16).unwrap_or('0'));
        text
    })
}

#[cfg(test)]
mod tests {
    use super::{hex, sign};

    #[test]
    fn a_signature_is_that_of_rfc_4231() {
        let signed = sign(b"Jefe", &[b"what do ya want ", b"for nothing?"]).unwrap();
        assert_eq!(hex(&signed), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }
}
