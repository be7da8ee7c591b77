//! Where files are kept: the keys of a store that speaks S3, which go together.

use super::Config;
use ruche_s3::{SILENCE, Settings};
use serde::Deserialize;
use url::Url;

/// A bucket, and a folder in it: `s3://BUCKET` or `s3://BUCKET/FOLDER`.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(try_from = "Url")]
pub struct Place {
    /// The bucket.
    pub bucket: String,
    /// The folder, without a slash at its ends; empty for none.
    pub prefix: String,
}

impl TryFrom<Url> for Place {
    type Error = &'static str;

    fn try_from(url: Url) -> Result<Self, Self::Error> {
        const FORM: &str = "files are kept at s3://BUCKET or s3://BUCKET/FOLDER; the data folder keeps them without this key";
        let Some(bucket) = url.host_str().filter(|bucket| url.scheme() == "s3" && !bucket.is_empty()) else { return Err(FORM) };
        let bare = url.username().is_empty() && url.password().is_none() && url.port().is_none();
        let bare = bare && url.query().is_none() && url.fragment().is_none();
        let prefix = url.path().trim_matches('/');
        let plain = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'));
        let plain = prefix.is_empty() || prefix.split('/').all(plain);
        if bare && plain { Ok(Self { bucket: bucket.to_owned(), prefix: prefix.to_owned() }) } else { Err(FORM) }
    }
}

/// The address of a store: over http or https, without a path.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "Url")]
pub struct StoreUrl(pub Url);

impl TryFrom<Url> for StoreUrl {
    type Error = &'static str;

    fn try_from(url: Url) -> Result<Self, Self::Error> {
        let usable = matches!(url.scheme(), "http" | "https") && url.has_host() && url.path() == "/";
        let bare = url.username().is_empty() && url.password().is_none() && url.query().is_none() && url.fragment().is_none();
        if usable && bare {
            Ok(Self(url))
        } else {
            Err("a store is http://HOST:PORT or https://HOST:PORT, the bucket in files, its key in s3_key and s3_secret")
        }
    }
}

impl Config {
    /// The store that keeps files; the data folder does where there is none.
    ///
    /// # Errors
    /// A sentence on the key that is missing, or that belongs to no store.
    pub fn store(&self) -> Result<Option<Settings>, String> {
        let Some(Place { bucket, prefix }) = self.files.clone() else {
            let given = [
                ("s3_endpoint", self.s3_endpoint.is_some()),
                ("s3_region", self.s3_region.is_some()),
                ("s3_key", self.s3_key.is_some()),
                ("s3_secret", self.s3_secret.is_some()),
                ("s3_direct", self.s3_direct.is_some()),
            ];
            return match given.iter().find(|(_, given)| *given) {
                Some((key, _)) => Err(format!("{key} is that of a store: set files = \"s3://BUCKET\" too")),
                None => Ok(None),
            };
        };
        let needed = |key: &str, value: &Option<String>| {
            value.clone().filter(|value| !value.is_empty()).ok_or(format!("files are kept in s3://{bucket}: set {key} too"))
        };
        let (key, secret) = (needed("s3_key", &self.s3_key)?, needed("s3_secret", &self.s3_secret)?);
        let (endpoint, region) = match &self.s3_endpoint {
            // The stores that are nowhere in particular go by the name of the first region there was.
            Some(StoreUrl(url)) => (url.clone(), self.s3_region.clone().unwrap_or_else(|| "us-east-1".into())),
            None => {
                let region = needed("s3_region, or s3_endpoint for a store that is not Amazon’s,", &self.s3_region)?;
                let url = Url::parse(&format!("https://s3.{region}.amazonaws.com")).map_err(|e| format!("s3_region: {e}"))?;
                (url, region)
            }
        };
        Ok(Some(Settings { bucket, prefix, endpoint, region, key, secret, direct: self.s3_direct.unwrap_or(true), silence: SILENCE }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn store(text: &str) -> Result<Option<Settings>, String> {
        toml::from_str::<Config>(text).unwrap().store()
    }

    const KEY: &str = "s3_key = \"ruche\"\ns3_secret = \"hidden\"\n";

    #[test]
    fn a_store_is_told_whole_or_not_at_all() {
        assert!(store("").unwrap().is_none());
        for (text, said) in [
            ("files = \"s3://ruche\"\n", "set s3_key too"),
            ("files = \"s3://ruche\"\ns3_key = \"a\"\n", "set s3_secret too"),
            ("files = \"s3://ruche\"\ns3_key = \"a\"\ns3_secret = \"\"\n", "set s3_secret too"),
            (&format!("files = \"s3://ruche\"\n{KEY}"), "set s3_region"),
            (KEY, "s3_key is that of a store"),
            ("s3_direct = false\n", "s3_direct is that of a store"),
            ("s3_endpoint = \"https://minio.example\"\n", "s3_endpoint is that of a store"),
        ] {
            let error = store(text).err().unwrap_or_else(|| panic!("{text}"));
            assert!(error.contains(said) && !error.contains("hidden"), "{text}: {error}");
        }
    }

    #[test]
    fn the_address_is_the_one_that_is_set_or_that_of_amazon() {
        for (text, bucket, prefix, endpoint, region, direct) in [
            ("files = \"s3://ruche\"\ns3_region = \"eu-west-3\"\n", "ruche", "", "https://s3.eu-west-3.amazonaws.com/", "eu-west-3", true),
            ("files = \"s3://ruche/\"\ns3_endpoint = \"http://10.0.0.5:9000\"\n", "ruche", "", "http://10.0.0.5:9000/", "us-east-1", true),
            (
                "files = \"s3://files.ruche/one/two/\"\ns3_endpoint = \"https://minio.example\"\ns3_region = \"here\"\ns3_direct = false\n",
                "files.ruche",
                "one/two",
                "https://minio.example/",
                "here",
                false,
            ),
        ] {
            let found = store(&format!("{text}{KEY}")).unwrap().unwrap();
            assert_eq!((found.bucket.as_str(), found.prefix.as_str()), (bucket, prefix), "{text}");
            assert_eq!((found.endpoint.as_str(), found.region.as_str(), found.direct), (endpoint, region, direct), "{text}");
            assert_eq!((found.key.as_str(), found.secret.as_str()), ("ruche", "hidden"));
        }
    }
}
