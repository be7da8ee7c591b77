//! What the program is measured with.

pub mod company;
