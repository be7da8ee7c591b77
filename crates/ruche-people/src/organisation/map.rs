//! Sites on a map that is drawn here: the land of the world from a file of the product, cut to where the sites are. No service of
//! others is asked.

use super::store::Site;
use maud::{Markup, html};
use ruche_web::Member;

/// Room around the sites, as a part of the width they take, and the least width and height, in degrees.
const MARGIN: f64 = 0.15;
const LEAST: f64 = 8.0;
/// Width to height of the picture.
const RATIO: f64 = 2.0;

/// What part of the world is shown: left, top, width and height, in degrees; y grows southwards.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Window {
    left: f64,
    top: f64,
    width: f64,
    height: f64,
}

/// A coordinate in degrees.
#[allow(clippy::cast_precision_loss, reason = "at most 180 million")]
fn degrees(millionths: i64) -> f64 {
    millionths as f64 / 1e6
}

/// A point of the picture: east is right, south is down. A degree is as wide as it is high at the equator (plate carrée).
fn point((latitude, longitude): (i64, i64)) -> (f64, f64) {
    (degrees(longitude), -degrees(latitude))
}

/// The window around points; nothing without a point.
fn window(points: &[(f64, f64)]) -> Option<Window> {
    let (first, _) = points.split_first()?;
    let (mut left, mut right, mut top, mut bottom) = (first.0, first.0, first.1, first.1);
    for (x, y) in points {
        (left, right, top, bottom) = (left.min(*x), right.max(*x), top.min(*y), bottom.max(*y));
    }
    let mut width = ((right - left) * (1.0 + 2.0 * MARGIN)).max(LEAST * RATIO);
    let mut height = ((bottom - top) * (1.0 + 2.0 * MARGIN)).max(LEAST);
    if width > height * RATIO {
        height = width / RATIO;
    } else {
        width = height * RATIO;
    }
    Some(Window { left: (left + right - width) / 2.0, top: (top + bottom - height) / 2.0, width, height })
}

/// The map, where at least one of the sites is on it. What it shows stands in the list below as well.
pub(super) fn draw(member: &Member, sites: &[Site]) -> Markup {
    let placed: Vec<(&Site, (f64, f64))> = sites.iter().filter_map(|site| Some((site, point(site.point?)))).collect();
    let points: Vec<(f64, f64)> = placed.iter().map(|(_, point)| *point).collect();
    let Some(Window { left, top, width, height }) = window(&points) else { return html! {} };
    // In parts of the window, so that a sign has the same size on every map.
    let radius = |people: i64| {
        width
            * if people >= 100 {
                0.014
            } else if people >= 10 {
                0.011
            } else {
                0.008
            }
    };
    html! {
        svg class="card map" viewBox=(format!("{left:.2} {top:.2} {width:.2} {height:.2}")) role="group" aria-label=(member.t.organisation_map(placed.len())) {
            use href={ (member.app.assets.world) "#world" } aria-hidden="true" {}
            @for (site, (x, y)) in &placed {
                a href={ "/sites/" (site.id) } tabindex="-1" aria-label=(site.name) {
                    circle cx=(format!("{x:.3}")) cy=(format!("{y:.3}")) r=(format!("{:.3}", radius(site.people))) { title { (site.name) } }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_holds_every_site_and_has_the_shape_of_the_picture() {
        let lyon = point((45_748_500, 4_846_700));
        assert_eq!(lyon, (4.8467, -45.7485));
        for points in
            [vec![lyon], vec![lyon, (2.35, -48.85), (-1.55, -47.2)], vec![lyon, (-61.5, -16.2)], vec![(179.0, 17.0), (-179.0, 18.0)]]
        {
            let seen = window(&points).unwrap();
            assert!((seen.width / seen.height - RATIO).abs() < 1e-9 && seen.width >= LEAST * RATIO, "{seen:?}");
            for (x, y) in points {
                assert!(seen.left < x && x < seen.left + seen.width && seen.top < y && y < seen.top + seen.height, "{x} {y} in {seen:?}");
            }
        }
        assert_eq!(window(&[]), None);
    }
}
