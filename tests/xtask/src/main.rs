//! placeholder
#![allow(unused)]
fn main(){}
