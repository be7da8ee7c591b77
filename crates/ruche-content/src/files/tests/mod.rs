//! Files from sending to forgetting. The pictures that attack a decoder are tested where they are decoded.

mod holding;
mod pages;
mod scene;
mod wire;
