//! Turns the texts into an enum and a table, and cuts the font down to the glyphs that they use.
//!
//! A language or a glyph that is missing fails the build.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::PathBuf;
use std::{env, fs};

type AnyError = Box<dyn std::error::Error>;

const TEXTS: &str = "texts.toml";
const FONT: &str = "fonts/pixel-12.hex";
const LANGUAGES: [&str; 3] = ["en", "it", "zh"];
/// Rows of a glyph in the font's file, and the columns of one.
const ROWS: usize = 14;
const COLUMNS: u32 = 16;
/// Signs that the screens draw besides their texts.
const SIGNS: &str = "▲▼◀▶●→…";

fn main() -> Result<(), AnyError> {
    println!("cargo:rerun-if-changed={TEXTS}");
    println!("cargo:rerun-if-changed={FONT}");
    let texts = read_texts(&fs::read_to_string(TEXTS)?)?;
    let mut wanted: BTreeSet<char> = (' '..='~').chain(SIGNS.chars()).collect();
    wanted.extend(texts.values().flatten().flat_map(|text| text.chars()));
    wanted.remove(&'\n');
    let font = fs::read_to_string(FONT)?;
    let mut source = written_texts(&texts);
    source += &written_font(&font, &wanted)?;
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    fs::write(out.join("words.rs"), source)?;
    Ok(())
}

/// The texts in the order of the file's keys, one in each language.
fn read_texts(file: &str) -> Result<BTreeMap<String, Vec<String>>, AnyError> {
    let table: toml::Table = file.parse()?;
    let mut texts = BTreeMap::new();
    for (key, entry) in table {
        let mut words = Vec::new();
        for language in LANGUAGES {
            let word = entry.get(language).and_then(toml::Value::as_str);
            words.push(
                word.ok_or_else(|| format!("{TEXTS}: {key} has no text `{language}`: add it"))?
                    .to_owned(),
            );
        }
        texts.insert(key, words);
    }
    Ok(texts)
}

/// An enum with a variant for each text, and the table that it leads into.
fn written_texts(texts: &BTreeMap<String, Vec<String>>) -> String {
    let mut source = String::from(
        "/// A text in all languages: a key of `texts.toml`.\n#[derive(Debug, Clone, Copy, PartialEq, Eq)]\npub enum Text {\n",
    );
    for (key, words) in texts {
        let _ = writeln!(source, "/// {:?}\n{},", words[0], variant(key));
    }
    source += "}\n\nimpl Text {\n/// All of them.\npub const ALL: &'static [Self] = &[";
    for key in texts.keys() {
        let _ = write!(source, "Self::{}, ", variant(key));
    }
    source += "];\n}\n\n/// The words of each text, in the order of the variants.\n";
    let _ = writeln!(source, "static WORDS: [[&str; 3]; {}] = [", texts.len());
    for words in texts.values() {
        let _ = writeln!(source, "{words:?},");
    }
    source + "];\n"
}

/// `market-opens` as `MarketOpens`.
fn variant(key: &str) -> String {
    key.split('-')
        .map(|word| {
            let (first, rest) = word.split_at(word.len().min(1));
            first.to_uppercase() + rest
        })
        .collect()
}

/// A glyph as the font's file has it.
struct Glyph {
    advance: u32,
    rows: [u32; ROWS],
}

fn read_font(file: &str) -> Result<BTreeMap<char, Glyph>, AnyError> {
    let mut glyphs = BTreeMap::new();
    for line in file.lines().filter(|line| !line.starts_with('#')) {
        let wrong = || format!("{FONT}: not a glyph: {line}");
        let [code, advance, bits] = line.split(' ').collect::<Vec<_>>()[..] else {
            return Err(wrong().into());
        };
        let code = u32::from_str_radix(code, 16)?;
        let mut rows = [0; ROWS];
        for (row, at) in rows.iter_mut().zip((0..).step_by(4)) {
            *row = u32::from_str_radix(bits.get(at..at + 4).ok_or_else(wrong)?, 16)?;
        }
        let glyph = Glyph {
            advance: u32::from_str_radix(advance, 16)?,
            rows,
        };
        glyphs.insert(char::from_u32(code).ok_or_else(wrong)?, glyph);
    }
    Ok(glyphs)
}

/// The wanted glyphs, in the order of their code points, each cut to its ink.
fn written_font(file: &str, wanted: &BTreeSet<char>) -> Result<String, AnyError> {
    let glyphs = read_font(file)?;
    let missing: Vec<char> = wanted
        .iter()
        .copied()
        .filter(|wanted| !glyphs.contains_key(wanted))
        .collect();
    if !missing.is_empty() {
        let texts = "change the texts, or cut the font anew with fonts/extract.py";
        return Err(format!("{FONT} has no glyph for {missing:?}: {texts}").into());
    }
    let (mut entries, mut ink) = (String::new(), Vec::new());
    for wanted in wanted {
        let glyph = &glyphs[wanted];
        let cut = Cut::of(glyph);
        let _ = writeln!(
            entries,
            "Glyph {{ code: {}, ink: {}, advance: {}, left: {}, top: {}, width: {}, height: {} }},",
            u32::from(*wanted),
            ink.len(),
            glyph.advance,
            cut.left,
            cut.top,
            cut.width,
            cut.height
        );
        ink.extend(cut.packed(glyph));
    }
    // A row is read as a word, the last one too.
    ink.extend([0; 3]);
    Ok(format!(
        "/// The glyphs in use, by ascending code point.\npub(crate) static GLYPHS: [Glyph; {}] = [\n{entries}];\n/// Their ink, row by row, a bit a pixel.\nstatic INK: [u8; {}] = {ink:?};\n",
        wanted.len(),
        ink.len()
    ))
}

/// The box of a glyph's ink.
struct Cut {
    left: u32,
    top: usize,
    width: u32,
    height: usize,
}

impl Cut {
    fn of(glyph: &Glyph) -> Self {
        let all = glyph.rows.iter().fold(0, |all, row| all | row);
        let inked = |row: &u32| *row != 0;
        let top = glyph.rows.iter().position(inked).unwrap_or(0);
        let last = glyph.rows.iter().rposition(inked);
        let left = if all == 0 {
            0
        } else {
            COLUMNS - (u32::BITS - all.leading_zeros())
        };
        let width = if all == 0 {
            0
        } else {
            COLUMNS - left - all.trailing_zeros()
        };
        let height = last.map_or(0, |last| last + 1 - top);
        Self {
            left,
            top,
            width,
            height,
        }
    }

    /// The leftmost pixel of the first row in the lowest bit of the first byte.
    fn packed(&self, glyph: &Glyph) -> Vec<u8> {
        let mut ink = Vec::new();
        for row in &glyph.rows[self.top..self.top + self.height] {
            for column in self.left..self.left + self.width {
                ink.push(row >> (COLUMNS - 1 - column) & 1 == 1);
            }
        }
        let packed = |bits: &[bool]| {
            let bits = bits.iter().rev();
            bits.fold(0, |byte, ink| byte << 1 | u8::from(*ink))
        };
        ink.chunks(8).map(packed).collect()
    }
}
