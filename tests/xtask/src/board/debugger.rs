//! A debugger: leads a board's processor astray, so that the shipped program meets faults it does not contain.

use std::fs;
use std::io::{Read as _, Write as _};
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
}

impl Debugger {
    /// Attaches, which stops the board.
    pub(super) fn attach(socket: &Path) -> Result<Self> {
        let stream = UnixStream::connect(socket).context("no debugger can be attached")?;
        stream.set_read_timeout(Some(PATIENCE))?;
        let mut debugger = Self { stream };
        debugger.ask("?")?;
        // QEMU lets single registers be written only to those who have asked for their description.
        debugger.ask("qXfer:features:read:target.xml:0,ffb")?;
        Ok(debugger)
    }

    /// Detaches; the board goes on.
    pub(super) fn detach(mut self) -> Result<()> {
        self.ask("D").map(|_| ())
    }

    /// Lets the board go on until its next instruction is one of those at these addresses.
    pub(super) fn run_to(&mut self, addresses: &[u32]) -> Result<()> {
        for address in addresses {
            self.breakpoint('Z', *address)?;
        }
        self.send("c")?;
        while !self.answer()?.starts_with('T') {}
        for address in addresses {
            self.breakpoint('z', *address)?;
        }
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
    use object::ObjectSymbol as _;
    let bytes = fs::read(program)?;
    let file = object::File::parse(&*bytes)?;
    let mut symbols = file.symbols();
    let symbol = symbols.find(|symbol| symbol.name() == Ok(name));
    let symbol = symbol.with_context(|| format!("the program has no symbol {name}"))?;
    Ok(u32::try_from(symbol.address())? & !1)
}
