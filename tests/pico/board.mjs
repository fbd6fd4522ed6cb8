// The board: a Raspberry Pi Pico with Waveshare's Pico-LCD-1.3, which does what it is told in lines of JSON, and answers each with one.
//
//   node board.mjs program.uf2
//
// run  {us}         for so many microseconds, or until the program has logged something
// key  {name, down} presses a key or lets it go
// screen            what is to be seen, 240 rows of 240 pixels of 16 bits
// power             off and on again: the flash is kept
// hang              the program stands still until the watchdog resets the board: the RAM is kept too

import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { GPIOPinState, RP2040 } from 'rp2040js';
import { Display } from './display.mjs';
import { Rom } from './rom.mjs';

const FLASH_BYTES = 2 << 20;
/** The boot loader is not run: it would only prepare a flash that can be read here already. */
const VECTORS = 0x10000100;
const RP2040_FAMILY = 0xe48bff56;

/** The stick, and the four large keys. */
const KEYS = { up: 2, down: 18, left: 16, right: 20, select: 3, a: 15, b: 17, x: 19, y: 21 };
const [DATA, SELECT, CLOCK, TO_DISPLAY, RESET, LIGHT] = [8, 9, 10, 11, 12, 13];
const FUNCTION_SPI = 1;
/** What the watchdog notes as the reason of its reset. */
const BY_TIMER = 1;

/** So often the log is looked at. */
const SLICE_NANOS = 1e6;

class Board {
  constructor(flash) {
    this.complaints = new Set();
    this.complain = (text) => this.complaints.add(text);
    this.flash = flash;
    this.power();
  }

  /** Power comes, or a reset by the watchdog, after which the RAM is as it was. */
  power(ram = null) {
    const rp2040 = new RP2040();
    this.rp2040 = rp2040;
    if (ram) {
      rp2040.sram.set(ram);
      rp2040.peripherals[0x40058].reason = BY_TIMER;
    }
    this.ended = null;
    this.hanging = false;
    this.bitten = false;
    this.log = null;
    const heard = (component, text) => this.complain(`${component}: ${text}`);
    rp2040.logger = { debug() {}, info() {}, warn: heard, error: heard };
    this.rom = new Rom(rp2040, this.flash, this.complain);
    this.display = new Display(() => rp2040.clock.nanos, this.complain);
    this.wire();
    rp2040.core.VTOR = VECTORS;
    rp2040.core.reset();
  }

  wire() {
    const { rp2040, display } = this;
    for (const pin of Object.values(KEYS)) rp2040.gpio[pin].setInputValue(true);
    rp2040.gpio[RESET].addListener((value) => value === GPIOPinState.Low && display.reset());
    const spi = rp2040.spi[1];
    // A byte takes as long as on the wire.
    const sent = rp2040.clock.createAlarm(() => spi.completeTransmit(0));
    spi.onTransmit = (byte) => {
      this.toDisplay(byte);
      sent.schedule((spi.dataBits * 1e9) / spi.clockFrequency);
    };
    const watchdog = rp2040.peripherals[0x40058];
    watchdog.onWatchdogTrigger = () => {
      if (this.hanging) this.bitten = true;
      else this.ended = 'the watchdog has reset the board';
      // The emulator's would bite again in the same instant, for ever.
      watchdog.timer.enable = false;
    };
    const write = rp2040.ppb.writeUint32.bind(rp2040.ppb);
    rp2040.ppb.writeUint32 = (offset, value) => {
      // The emulator knows no reset by software.
      if (offset === 0xd0c) this.ended = 'the program has reset the board';
      else write(offset, value);
    };
  }

  toDisplay(byte) {
    const { gpio } = this.rp2040;
    const wired = [CLOCK, TO_DISPLAY].every((pin) => gpio[pin].functionSelect === FUNCTION_SPI);
    if (!wired || gpio[SELECT].value !== GPIOPinState.Low || gpio[RESET].value !== GPIOPinState.High) {
      this.complain('bytes were sent that do not reach the display');
      return;
    }
    this.display.take(byte, gpio[DATA].value === GPIOPinState.Low);
  }

  run(us) {
    const { rp2040 } = this;
    const { clock, core } = rp2040;
    const end = clock.nanos + us * 1000;
    let bytes = [];
    const goesOn = () => !this.ended && !this.bitten;
    while (clock.nanos < end && bytes.length === 0 && goesOn()) {
      const slice = clock.nanos + SLICE_NANOS;
      while (clock.nanos < slice && goesOn()) {
        if (this.hanging) clock.tick(SLICE_NANOS);
        else if (core.waiting) clock.tick(clock.nanosToNextAlarm);
        else clock.tick((core.executeInstruction() * 1e9) / rp2040.clkSys);
      }
      bytes = this.logged();
    }
    if (this.bitten) this.power(rp2040.sram);
    const { complaints, ended } = this;
    return { us: Math.floor(clock.nanos / 1000), log: Buffer.from(bytes).toString('hex'), complaints: [...complaints], ended };
  }

  /** What the program has logged since the last look: RTT, a ring in memory that a debugger reads. */
  logged() {
    const { sram, sramView } = this.rp2040;
    if (this.log === null) {
      const found = Buffer.from(sram.buffer).indexOf('SEGGER RTT\0');
      if (found < 0) return [];
      this.log = found + 24;
    }
    const word = (number) => sramView.getUint32(this.log + number * 4, true);
    const [buffer, size, write] = [word(1) - 0x20000000, word(2), word(3)];
    let read = word(4);
    const bytes = [];
    while (read !== write) {
      bytes.push(sram[buffer + read]);
      read = (read + 1) % size;
    }
    sramView.setUint32(this.log + 16, read, true);
    return bytes;
  }

  key(name, down) {
    const pin = this.rp2040.gpio[KEYS[name]];
    if (pin.value !== GPIOPinState.InputPullUp) this.complain(`nothing pulls the key ${name} up`);
    pin.setInputValue(!down);
    return {};
  }

  screen() {
    const lit = this.rp2040.gpio[LIGHT].value === GPIOPinState.High;
    const dots = Buffer.from(this.display.seen().buffer).toString('hex');
    return { lit, dots };
  }

  answer(line) {
    const { task, us, name, down } = JSON.parse(line);
    if (task === 'run') return this.run(us);
    if (task === 'key') return this.key(name, down);
    if (task === 'screen') return this.screen();
    if (task === 'power') return this.power() ?? {};
    if (task === 'hang') return { hanging: (this.hanging = true) };
    throw new Error(`no task: ${task}`);
  }
}

/** The flash after a file was dragged onto the board. */
function flashed(path) {
  const flash = new Uint8Array(FLASH_BYTES).fill(0xff);
  const file = readFileSync(path);
  for (let at = 0; at < file.length; at += 512) {
    const word = (number) => file.readUInt32LE(at + number * 4);
    const sound = word(0) === 0x0a324655 && word(1) === 0x9e5d5157 && file.readUInt32LE(at + 508) === 0x0ab16f30;
    if (!sound || word(7) !== RP2040_FAMILY) throw new Error(`block ${at / 512} of ${path} is none for an RP2040`);
    flash.set(file.subarray(at + 32, at + 32 + word(4)), word(3) - 0x10000000);
  }
  return flash;
}

const board = new Board(flashed(process.argv[2]));
for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(board.answer(line))}\n`);
}
