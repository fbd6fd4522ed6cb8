//! A debugger: leads a board's processor astray, so that the shipped program meets faults it does not contain.

use std::fs;
use std::io::{Read as _, Write as _};
use std::mem;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use object::{Object as _, ObjectSection as _};

const PATIENCE: Duration = Duration::from_secs(20);

/// The number of the program counter in the protocol.
const PROGRAM_COUNTER: u8 = 15;

/// A connection to a QEMU in which GDB's remote protocol is spoken.
#[derive(Debug)]
pub(super) struct Debugger {
    stream: UnixStream,
    breakpoints: Vec<u32>,
}

impl Debugger {
    /// Attaches, which stops the board.
    pub(super) fn attach(socket: &Path) -> Result<Self> {
        let stream = UnixStream::connect(socket).context("no debugger can be attached")?;
        stream.set_read_timeout(Some(PATIENCE))?;
        let mut debugger = Self {
            stream,
            breakpoints: Vec::new(),
        };
        debugger.ask("?")?;
        // QEMU lets single registers be written only to those who have asked for their description.
        debugger.ask("qXfer:features:read:target.xml:0,ffb")?;
        Ok(debugger)
    }

    /// Detaches; the board goes on.
    pub(super) fn detach(mut self) -> Result<()> {
        self.ask("D").map(|_| ())
    }

    /// Lets the board go on, by an instruction at least, until its next one is one of those at these addresses.
    pub(super) fn run_to(&mut self, addresses: &[u32]) -> Result<()> {
        self.go_on_to(addresses)?;
        self.stopped()
    }

    /// Lets it go on so, and does not wait until it is there.
    pub(super) fn go_on_to(&mut self, addresses: &[u32]) -> Result<()> {
        self.send("s")?;
        self.stopped()?;
        // With other breakpoints QEMU translates the whole program anew.
        if self.breakpoints != addresses {
            for address in mem::replace(&mut self.breakpoints, addresses.to_vec()) {
                self.breakpoint('z', address)?;
            }
            for address in addresses {
                self.breakpoint('Z', *address)?;
            }
        }
        self.send("c")
    }

    /// Waits until it stops.
    pub(super) fn stopped(&mut self) -> Result<()> {
        while !self.answer()?.starts_with('T') {}
        Ok(())
    }

    /// Sets or clears a hardware breakpoint, at a halfword.
    fn breakpoint(&mut self, command: char, address: u32) -> Result<()> {
        match self.ask(&format!("{command}1,{address:x},2"))?.as_str() {
            "OK" => Ok(()),
            answer => bail!("the debugger answered {answer} to a breakpoint"),
        }
    }

    /// The next instruction is the one at an address.
    pub(super) fn jump(&mut self, address: u32) -> Result<()> {
        let value = address.swap_bytes();
        match self
            .ask(&format!("P{PROGRAM_COUNTER:x}={value:08x}"))?
            .as_str()
        {
            "OK" => Ok(()),
            answer => bail!("the debugger answered {answer} to a register"),
        }
    }

    /// Sends a packet and waits for its answer.
    fn ask(&mut self, packet: &str) -> Result<String> {
        self.send(packet)?;
        loop {
            let answer = self.answer()?;
            // That the board has stopped is told once more than it is asked for.
            if packet == "?" || !answer.starts_with('T') {
                return Ok(answer);
            }
        }
    }

    fn send(&mut self, packet: &str) -> Result<()> {
        let sum = packet.bytes().fold(0_u8, u8::wrapping_add);
        write!(self.stream, "${packet}#{sum:02x}")?;
        Ok(())
    }

    fn answer(&mut self) -> Result<String> {
        let mut answer = Vec::new();
        while self.byte()? != b'$' {}
        loop {
            match self.byte()? {
                b'#' => break,
                byte => answer.push(byte),
            }
        }
        // A checksum, on a connection that loses nothing.
        self.byte()?;
        self.byte()?;
        self.stream.write_all(b"+")?;
        Ok(String::from_utf8_lossy(&answer).into_owned())
    }

    fn byte(&mut self) -> Result<u8> {
        let mut byte = [0];
        self.stream
            .read_exact(&mut byte)
            .context("the debugger does not answer")?;
        Ok(byte[0])
    }
}

/// Everywhere that a program has these halfwords among its code.
pub(super) fn find_code(program: &Path, code: &[u8]) -> Result<Vec<u32>> {
    let bytes = fs::read(program)?;
    let file = object::File::parse(&*bytes)?;
    let text = file.section_by_name(".text").context("no code")?;
    let start = u32::try_from(text.address())?;
    let data = text.data()?;
    let places = (start..).step_by(2).zip((0..data.len()).step_by(2));
    let found = places.filter(|(_, place)| data[*place..].starts_with(code));
    Ok(found.map(|(address, _)| address).collect())
}

/// The address of a symbol; that of a function without the bit that says Thumb.
pub(super) fn find_symbol(program: &Path, name: &str) -> Result<u32> {
    find(program, |symbol| symbol == name).with_context(|| format!("no symbol is called {name}"))
}

/// The address of the only function of Rust with this path, or this end of one.
pub(super) fn find_function(program: &Path, path: &str) -> Result<u32> {
    // As it is mangled: each part after its length, and then a hash of 17 letters.
    let parts = path.split("::");
    let parts: Vec<String> = parts.map(|part| format!("{}{part}", part.len())).collect();
    let mangled = parts.concat() + "17h";
    find(program, |symbol| symbol.contains(&mangled))
        .with_context(|| format!("not one function is called {path}"))
}

/// The address of the only symbol whose name is one of these.
fn find(program: &Path, is_it: impl Fn(&str) -> bool) -> Result<u32> {
    use object::ObjectSymbol as _;
    let bytes = fs::read(program)?;
    let file = object::File::parse(&*bytes)?;
    let mut symbols = file
        .symbols()
        .filter(|symbol| symbol.name().is_ok_and(&is_it));
    match (symbols.next(), symbols.next()) {
        (Some(symbol), None) => Ok(u32::try_from(symbol.address())? & !1),
        (None, _) => bail!("the program has no such symbol"),
        (Some(_), Some(_)) => bail!("the program has several such symbols"),
    }
}
