//! Mails: one plain, quiet form for all, as text and as HTML. No image, one button, colours computed from the company's hue.

use crate::context::Company;
use maud::{DOCTYPE, html};
use ruche_texts::T;
use std::sync::Arc;

/// What a mail says.
pub struct Letter<'a> {
    /// The company that writes.
    pub company: Option<Arc<Company>>,
    /// Why it came: the first line.
    pub why: &'a str,
    /// The title.
    pub title: &'a str,
    /// What it says.
    pub paragraphs: Vec<String>,
    /// The one action: its words and its address.
    pub button: Option<(&'a str, String)>,
    /// The last line: how to stop it, or what to do if it was not asked for.
    pub foot: &'a str,
}

/// The mail as plain text and as HTML.
#[must_use]
pub fn render(t: T, letter: &Letter<'_>) -> (String, String) {
    let company = letter.company.as_ref().map_or("Ruche", |c| c.name.as_str());
    let mut text = format!("{}\n\n{}\n", letter.why, letter.title);
    for paragraph in &letter.paragraphs {
        text.push_str(&format!("\n{paragraph}\n"));
    }
    if let Some((label, link)) = &letter.button {
        text.push_str(&format!("\n{label}{}\n{link}\n", t.web_mail_colon()));
    }
    text.push_str(&format!("\n--\n{}\n{company}\n", letter.foot));
    let (brand, on_brand) = (hex(letter.company.as_ref().map_or(168, |c| c.hue)), "#ffffff");
    let button_style = format!(
        "display:inline-block;background:{brand};color:{on_brand};font:600 16px/1.2 Arial,sans-serif;text-decoration:none;padding:13px 22px;border-radius:8px"
    );
    let html = html! {
        (DOCTYPE)
        html lang=(t.0.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width";
                meta name="color-scheme" content="light dark";
                title { (letter.title) }
            }
            body style="margin:0;padding:0;background:#f7f6f2" {
                table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#f7f6f2" { tr { td align="center" style="padding:24px 12px" {
                    table role="presentation" width="600" cellpadding="0" cellspacing="0" style="max-width:600px;width:100%;background:#ffffff;border:1px solid #e6e4de;border-radius:14px" { tr { td style="padding:28px;font:16px/1.55 Arial,sans-serif;color:#24231f" {
                        p style="margin:0 0 18px;font-size:14px;color:#6b6961" { (letter.why) }
                        h1 style="margin:0 0 14px;font-size:22px;line-height:1.25" { (letter.title) }
                        @for paragraph in &letter.paragraphs { p style="margin:0 0 14px" { (paragraph) } }
                        @if let Some((label, link)) = &letter.button {
                            p style="margin:22px 0" { a href=(link) style=(button_style) { (label) } }
                            p style="margin:0 0 14px;font-size:13px;color:#6b6961;word-break:break-all" { (link) }
                        }
                        p style="margin:22px 0 0;padding-top:16px;border-top:1px solid #e6e4de;font-size:13px;color:#6b6961" { (letter.foot) br; (company) }
                    } } }
                } } }
            }
        }
    };
    (text, html.into_string())
}

/// The company's dark brand colour as hexadecimal: oklch(0.46 0.095 hue), which mail programs do not know, in sRGB.
///
/// Formula: Björn Ottosson, "A perceptual color space for image processing" (2020), inverse transform.
fn hex(hue: i64) -> String {
    #[allow(clippy::cast_precision_loss, reason = "a hue is below 360")]
    let angle = (hue as f64).to_radians();
    let (l, a, b) = (0.46, 0.095 * angle.cos(), 0.095 * angle.sin());
    let cube = |x: f64| x * x * x;
    let long = cube(l + 0.396_337_777_4 * a + 0.215_803_757_3 * b);
    let medium = cube(l - 0.105_561_345_8 * a - 0.063_854_172_8 * b);
    let short = cube(l - 0.089_484_177_5 * a - 1.291_485_548_0 * b);
    let linear = [
        4.076_741_662_1 * long - 3.307_711_591_3 * medium + 0.230_969_929_2 * short,
        -1.268_438_004_6 * long + 2.609_757_401_1 * medium - 0.341_319_396_5 * short,
        -0.004_196_086_3 * long - 0.703_418_614_7 * medium + 1.707_614_701_0 * short,
    ];
    let encode = |x: f64| {
        let x = x.clamp(0.0, 1.0);
        let s = if x <= 0.003_130_8 { 12.92 * x } else { 1.055 * x.powf(1.0 / 2.4) - 0.055 };
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=255")]
        let byte = (s * 255.0).round() as u8;
        byte
    };
    format!("#{:02x}{:02x}{:02x}", encode(linear[0]), encode(linear[1]), encode(linear[2]))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_brand_is_dark_enough_for_white_at_every_hue() {
        for hue in (0..360).step_by(10) {
            let hex = super::hex(hue);
            let channel = |at: usize| {
                let s = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
                if s <= 0.04045 { s / 12.92 } else { ((s + 0.055) / 1.055).powf(2.4) }
            };
            let luminance = 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
            assert!(1.05 / (luminance + 0.05) > 4.5, "hue {hue}: {hex}");
        }
    }
}
