//! The search index of a node, behind the trait of the platform.
