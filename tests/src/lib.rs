//! Nothing: the tests are one integration binary.
