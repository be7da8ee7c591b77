//! Ruche put together: the list of features, start-up, configuration, command line.
//!
//! Deliberately not here: any rule of a feature.

pub mod backup;
pub mod check;
pub mod commands;
pub mod config;
pub mod connections;
pub mod demo;
pub mod lock;
pub mod measures;
pub mod node;
pub mod openapi;
pub mod serve;
