//! The program, from outside: each test runs it as a user does.

mod run;
mod sample;
