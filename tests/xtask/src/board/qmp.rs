//! QMP: how QEMU is told to go on and to end, which keys are pressed, and to show its screen.

use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};

const PATIENCE: Duration = Duration::from_secs(20);

/// A connection to a QEMU.
#[derive(Debug)]
pub(super) struct Qmp {
    stream: BufReader<UnixStream>,
}

impl Qmp {
    /// Connects to a QEMU that is just starting.
    pub(super) fn connect(socket: &Path) -> Result<Self> {
        let start = Instant::now();
        let stream = loop {
            match UnixStream::connect(socket) {
                Ok(stream) => break stream,
                Err(error) if start.elapsed() > PATIENCE => {
                    return Err(error).context("QEMU does not listen");
                }
                Err(_) => std::thread::sleep(Duration::from_millis(10)),
            }
        };
        stream.set_read_timeout(Some(PATIENCE))?;
        let mut connection = Self {
            stream: BufReader::new(stream),
        };
        connection.message()?;
        connection.execute("qmp_capabilities")?;
        Ok(connection)
    }

    /// Executes a command without arguments and waits for its answer.
    pub(super) fn execute(&mut self, command: &str) -> Result<Value> {
        self.execute_with(command, &json!({}))
    }

    /// Executes a command with arguments and waits for its answer.
    pub(super) fn execute_with(&mut self, command: &str, arguments: &Value) -> Result<Value> {
        let request = json!({ "execute": command, "arguments": arguments });
        writeln!(self.stream.get_mut(), "{request}")?;
        loop {
            let message = self.message()?;
            if let Some(error) = message.get("error") {
                bail!("QEMU refused {command}: {error}");
            }
            // What is not an answer is an event that nobody waits for.
            if let Some(answer) = message.get("return") {
                return Ok(answer.clone());
            }
        }
    }

    fn message(&mut self) -> Result<Value> {
        let mut line = String::new();
        if self
            .stream
            .read_line(&mut line)
            .context("QEMU does not answer")?
            == 0
        {
            bail!("QEMU has closed its connection");
        }
        serde_json::from_str(&line).with_context(|| format!("QEMU does not speak JSON: {line}"))
    }
}
