//! A board's program: where its code and its symbols lie.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use object::{Object as _, ObjectSection as _, ObjectSymbol as _};

/// A program, as it lies in its file.
#[derive(Debug)]
pub(super) struct Program(Vec<u8>);

impl Program {
    pub(super) fn read(path: &Path) -> Result<Self> {
        let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        Ok(Self(bytes))
    }

    /// Everywhere that it has these halfwords among its code.
    pub(super) fn places_of(&self, code: &[u8]) -> Result<Vec<u32>> {
        let file = object::File::parse(&*self.0)?;
        let text = file.section_by_name(".text").context("no code")?;
        let start = u32::try_from(text.address())?;
        let data = text.data()?;
        let places = (start..).step_by(2).zip((0..data.len()).step_by(2));
        let found = places.filter(|(_, place)| data[*place..].starts_with(code));
        Ok(found.map(|(address, _)| address).collect())
    }

    /// The address of a symbol; that of a function without the bit that says Thumb.
    pub(super) fn symbol(&self, name: &str) -> Result<u32> {
        self.find(|symbol| symbol == name)
            .with_context(|| format!("no symbol is called {name}"))
    }

    /// The address of the only function of Rust with this path, or this end of one.
    pub(super) fn function(&self, path: &str) -> Result<u32> {
        // As it is mangled: each part after its length.
        let parts = path.split("::");
        let parts: Vec<String> = parts.map(|part| format!("{}{part}", part.len())).collect();
        let mangled = parts.concat();
        self.find(|symbol| symbol.contains(&mangled))
            .with_context(|| format!("not one function is called {path}"))
    }

    /// The address of the only symbol whose name is one of these.
    fn find(&self, is_it: impl Fn(&str) -> bool) -> Result<u32> {
        let file = object::File::parse(&*self.0)?;
        let mut symbols = file
            .symbols()
            .filter(|symbol| symbol.name().is_ok_and(&is_it));
        match (symbols.next(), symbols.next()) {
            (Some(symbol), None) => Ok(u32::try_from(symbol.address())? & !1),
            (None, _) => bail!("the program has no such symbol"),
            (Some(_), Some(_)) => bail!("the program has several such symbols"),
        }
    }
}
