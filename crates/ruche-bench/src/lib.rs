//! Measures the program on companies that are made up: what is asked on a working day, how fast it is answered, what it costs.
//!
//! Rules: the program is measured as it is run, in a process of its own, over HTTP, with every right asked and every write on the disk;
//! what it costs is said beside what a server that does nothing costs on the same machine in the same minute, since machines differ and
//! the same one is not always as fast; an answer that is late is counted from the moment when it was to be asked for.
//! Deliberately not here: any rule of the product.

pub mod client;
pub mod company;
pub mod disk;
pub mod figures;
pub mod kinds;
pub mod live;
pub mod load;
pub mod measure;
pub mod reference;
pub mod report;
pub mod run;
pub mod served;
