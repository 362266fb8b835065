//! Stories woven from a few invented reports: their families, who stands on whom, how many sources are independent.

mod families;
mod independence;
mod lineage;
mod parties;
mod told;
