//! Stories woven from a few invented reports: their families, who stands on whom, what they state, how many sources are independent.

mod facts;
mod families;
mod independence;
mod lineage;
mod parties;
mod revisions;
mod told;
