//! Scripts, styles and icons: built and hashed beforehand, compiled into the binary (read from the folder in debug builds).

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use rust_embed::RustEmbed;
use serde::Deserialize;
use std::collections::HashMap;

#[derive(RustEmbed)]
#[folder = "../../ui/dist"]
#[exclude = "*.map"]
struct Built;

/// Addresses of what pages load.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    /// The one script of every page.
    pub script: String,
    /// The one style sheet.
    pub style: String,
    /// The sprite of icons.
    pub icons: String,
    /// The land of the world, for maps.
    pub world: String,
    /// The font that is asked for early.
    pub font: Option<String>,
}

#[derive(Deserialize)]
struct Entry {
    file: String,
}

impl Assets {
    /// Reads the list that the front-end build left.
    ///
    /// # Errors
    /// A sentence that says what is missing.
    pub fn load() -> Result<Self, String> {
        let list = Built::get(".vite/manifest.json").ok_or("the web files are not built: run `make build`")?;
        let entries: HashMap<String, Entry> = serde_json::from_slice(&list.data).map_err(|e| format!("the list of web files: {e}"))?;
        let find = |ending: &str| entries.iter().find(|(source, _)| source.ends_with(ending)).map(|(_, entry)| format!("/{}", entry.file));
        let need = |ending: &str| find(ending).ok_or_else(|| format!("the web files lack {ending}"));
        Ok(Self {
            script: need("app.ts")?,
            style: need("app.css")?,
            icons: need("icons.svg")?,
            world: need("world.svg")?,
            font: find("inter-latin-wght-normal.woff2"),
        })
    }
}

/// Serves a built file: hashed ones for ever, the others for an hour; compressed beforehand where the browser takes it.
#[must_use]
pub fn serve(path: &str, headers: &HeaderMap) -> Response {
    let path = path.trim_start_matches('/');
    let accepts = headers.get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).unwrap_or("");
    let (file, encoding) = [("br", ".br"), ("gzip", ".gz")]
        .into_iter()
        .filter(|(name, _)| accepts.contains(name))
        .find_map(|(name, ending)| Built::get(&format!("{path}{ending}")).map(|file| (Some(file), Some(name))))
        .unwrap_or_else(|| (Built::get(path), None));
    let Some(file) = file.filter(|_| !path.starts_with('.') && !path.ends_with(".br") && !path.ends_with(".gz")) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let mut answer = Response::new(Body::from(file.data));
    let head = answer.headers_mut();
    head.insert(header::CONTENT_TYPE, HeaderValue::from_static(mime(path)));
    head.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    let age = if path.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "public, max-age=3600" };
    head.insert(header::CACHE_CONTROL, HeaderValue::from_static(age));
    if let Some(encoding) = encoding {
        head.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    answer
}

fn mime(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or("") {
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "json" | "webmanifest" => "application/json",
        _ => "application/octet-stream",
    }
}
