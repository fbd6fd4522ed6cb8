//! A debugger: leads a board's processor astray, so that the shipped program meets faults it does not contain, or stops it between pictures.

use std::fs;
use std::io::{Read as _, Write as _};
use std::mem;
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};

/// Longer than a second of the board's time takes on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// The number of the program counter in the protocol.
const PROGRAM_COUNTER: u8 = 15;

/// A socket at which a debugger can be attached to a board; its file is deleted in the end.
#[derive(Debug)]
pub(super) struct Socket(pub(super) PathBuf);

impl Socket {
    pub(super) fn new(name: &str) -> Self {
        let name = format!("polanyi-{}-{name}.gdb", std::process::id());
        Self(std::env::temp_dir().join(name))
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

/// A connection to a QEMU in which GDB's remote protocol is spoken.
#[derive(Debug)]
pub(super) struct Debugger {
    stream: UnixStream,
    breakpoints: Vec<u32>,
}

impl Debugger {
    /// Attaches, which stops the board.
    pub(super) fn attach(socket: &Socket) -> Result<Self> {
        let stream = UnixStream::connect(&socket.0).context("no debugger can be attached")?;
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
        self.agree("D", "its leave")
    }

    /// Lets the board go on until its next instruction is one of those at these addresses; the one that a breakpoint has stopped it
    /// at does not count.
    pub(super) fn run_to(&mut self, addresses: &[u32]) -> Result<()> {
        self.go_on_to(addresses)?;
        self.stopped()
    }

    /// Lets it go on so, and does not wait until it is there.
    pub(super) fn go_on_to(&mut self, addresses: &[u32]) -> Result<()> {
        // A board that was stopped by being attached to may be asleep, and timers stand still in a step: nothing would wake it.
        if !self.breakpoints.is_empty() {
            self.send("s")?;
            self.stopped()?;
        }
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
        self.agree(&format!("{command}1,{address:x},2"), "a breakpoint")
    }

    /// The next instruction is the one at an address.
    pub(super) fn jump(&mut self, address: u32) -> Result<()> {
        let value = address.swap_bytes();
        self.agree(&format!("P{PROGRAM_COUNTER:x}={value:08x}"), "a register")
    }

    /// Sends a packet that is to be agreed to.
    fn agree(&mut self, packet: &str, what: &str) -> Result<()> {
        match self.ask(packet)?.as_str() {
            "OK" => Ok(()),
            answer => bail!("the debugger answered {answer} to {what}"),
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
