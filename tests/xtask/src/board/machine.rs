//! An emulated board: a QEMU that this tool starts, listens to and ends.

use std::fmt;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use super::qmp::Qmp;

/// An instruction takes a nanosecond of the board's time, so that its clock counts instructions and a run repeats exactly.
const COUNTED: &str = "shift=0";

/// An instruction takes 32 ns, about as long as on the real board; while the board rests, its time runs as fast as it can.
pub(super) const LIKE_THE_BOARD: &str = "shift=5,sleep=off";
pub(super) const NANOSECONDS_AN_INSTRUCTION: u64 = 32;

/// What a board is started with.
#[derive(Debug, Clone)]
pub(super) struct Setup {
    pub(super) model: Model,
    pub(super) program: PathBuf,
    /// Listening ends after this time of the wall clock.
    pub(super) limit: Duration,
    /// QEMU's `-icount`.
    pub(super) time: &'static str,
    /// The image of the memory card.
    pub(super) card: Option<PathBuf>,
    /// Whether a debugger can be attached, at this socket.
    pub(super) debugger: Option<PathBuf>,
    /// Whether it stands still until a debugger lets it go on.
    pub(super) halted: bool,
    /// Whether QEMU can stop between any two instructions.
    pub(super) single_step: bool,
}

impl Setup {
    /// A program that is only listened to, with a clock that counts instructions.
    pub(super) fn new(model: Model, program: &Path, limit: Duration) -> Self {
        Self {
            model,
            program: program.to_owned(),
            limit,
            time: COUNTED,
            card: None,
            debugger: None,
            halted: false,
            single_step: false,
        }
    }
}

/// What QEMU says before the first instruction of any program for this board: its system timer has no period yet; nothing
/// can happen while it is halted.
const OWN_REMARKS: [&str; 2] = [
    "Timer with period zero, disabling",
    "icount sleep disabled and no active timers",
];

/// A board with one of the processors that it can carry.
#[derive(Debug, Clone, Copy)]
pub(super) struct Model {
    /// QEMU's name of the processor.
    pub(super) processor: &'static str,
    /// Rust's name of the target.
    pub(super) target: &'static str,
}

impl fmt::Display for Model {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "lm3s6965evb with {}", self.processor)
    }
}

/// A running board.
#[derive(Debug)]
pub(super) struct Machine {
    child: Child,
    socket: PathBuf,
    qmp: Qmp,
    serial: Receiver<Vec<u8>>,
    complaints: Option<JoinHandle<String>>,
    limit: Duration,
    deadline: Instant,
}

impl Machine {
    /// Starts a program. Whatever it does, listening to it ends after the limit.
    pub(super) fn start(setup: &Setup) -> Result<Self> {
        static STARTED: AtomicU32 = AtomicU32::new(0);
        let number = STARTED.fetch_add(1, Ordering::Relaxed);
        let socket =
            std::env::temp_dir().join(format!("polanyi-{}-{number}.qmp", std::process::id()));
        let mut child = spawn(setup, &socket)?;
        let (sender, serial) = mpsc::channel();
        let mut output = child
            .stdout
            .take()
            .context("QEMU was started without a pipe")?;
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            // Nobody to send to means that the board is being ended; the rest is read so that QEMU never blocks.
            while let Ok(count @ 1..) = output.read(&mut buffer) {
                let _ = sender.send(buffer[..count].to_vec());
            }
        });
        let mut errors = child
            .stderr
            .take()
            .context("QEMU was started without a pipe")?;
        let complaints = thread::spawn(move || {
            let mut text = Vec::new();
            let _ = errors.read_to_end(&mut text);
            String::from_utf8_lossy(&text).into_owned()
        });
        let connected = Qmp::connect(&socket);
        let Ok(qmp) = connected else {
            let _ = child.kill();
            let _ = child.wait();
            bail!(
                "{} did not start: {}",
                setup.model,
                complaints.join().unwrap_or_default()
            );
        };
        let complaints = Some(complaints);
        let mut machine = Self {
            child,
            socket,
            qmp,
            serial,
            complaints,
            limit: setup.limit,
            deadline: Instant::now() + setup.limit,
        };
        if !setup.halted {
            machine.qmp.execute("cont")?;
        }
        Ok(machine)
    }

    /// A name that no other machine has.
    pub(super) fn id(&self) -> String {
        let name = self.socket.file_stem().unwrap_or_default();
        name.to_string_lossy().into_owned()
    }

    /// The next bytes from the serial port, or nothing once QEMU has ended by itself.
    pub(super) fn listen(&self) -> Result<Option<Vec<u8>>> {
        let patience = self.deadline.saturating_duration_since(Instant::now());
        match self.serial.recv_timeout(patience) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(RecvTimeoutError::Disconnected) => Ok(None),
            Err(RecvTimeoutError::Timeout) => bail!(
                "not finished after {} s of the wall clock",
                self.limit.as_secs()
            ),
        }
    }

    /// What has come from the serial port already.
    pub(super) fn told(&self) -> Vec<Vec<u8>> {
        self.serial.try_iter().collect()
    }

    /// QEMU's control.
    pub(super) fn qmp(&mut self) -> &mut Qmp {
        &mut self.qmp
    }

    /// Pulls the plug: QEMU ends at once, between two instructions.
    pub(super) fn pull_the_plug(mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Ends the board and fails if QEMU had anything to complain about.
    pub(super) fn end(mut self) -> Result<()> {
        // QEMU may be gone before its answer is read; that it ends is all that counts.
        let _ = self.qmp.execute("quit");
        self.child.wait()?;
        let complaints = self
            .complaints
            .take()
            .and_then(|reader| reader.join().ok())
            .unwrap_or_default();
        let complaints: Vec<_> = complaints
            .lines()
            .filter(|line| !line.is_empty() && !OWN_REMARKS.iter().any(|own| line.ends_with(own)))
            .collect();
        if !complaints.is_empty() {
            bail!("QEMU complained:\n  {}", complaints.join("\n  "));
        }
        Ok(())
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        // Harmless for a child that has ended; after an error it ends here.
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_file(&self.socket);
    }
}

fn spawn(setup: &Setup, socket: &Path) -> Result<Child> {
    let mut command = Command::new("qemu-system-arm");
    command
        .args(["-M", "lm3s6965evb", "-cpu", setup.model.processor])
        .args(["-display", "none", "-monitor", "none"])
        .args(["-chardev", "stdio,id=serial,signal=off"])
        .args(["-serial", "chardev:serial"])
        // Halted until it is told to go on, so that nothing is missed.
        .args(["-icount", setup.time, "-S", "-qmp"])
        .arg(format!("unix:{},server=on,wait=off", socket.display()))
        .arg("-kernel")
        .arg(&setup.program);
    if let Some(card) = &setup.card {
        let image = format!("if=sd,format=raw,file={}", card.display());
        command.arg("-drive").arg(image);
    }
    if let Some(debugger) = &setup.debugger {
        let socket = format!("unix:{},server=on,wait=off", debugger.display());
        command.arg("-gdb").arg(socket);
    }
    if setup.single_step {
        command.arg("-singlestep");
    }
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .context("cannot start qemu-system-arm; `cargo xtask setup` installs it")
}
