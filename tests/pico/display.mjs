// The display of the Pico-LCD-1.3: what an ST7789 makes of the bytes that it is sent. Numbers are those of its data sheet.

export const WIDTH = 240;
export const HEIGHT = 240;

const SOFTWARE_RESET = 0x01;
const SLEEP_OUT = 0x11;
const NORMAL_MODE = 0x13;
const INVERSION_OFF = 0x20;
const INVERSION_ON = 0x21;
const DISPLAY_ON = 0x29;
const COLUMNS = 0x2a;
const ROWS = 0x2b;
const WRITE = 0x2c;
const ADDRESSING = 0x36;
const PIXEL_FORMAT = 0x3a;

/** The controller wants to be left alone for so long after a reset or its waking. */
const REST_NANOS = 5e6;

/** How many bytes belong to a command. */
const ARGUMENTS = new Map([
  [SOFTWARE_RESET, 0],
  [SLEEP_OUT, 0],
  [NORMAL_MODE, 0],
  [INVERSION_OFF, 0],
  [INVERSION_ON, 0],
  [DISPLAY_ON, 0],
  [COLUMNS, 4],
  [ROWS, 4],
  [WRITE, Infinity],
  [ADDRESSING, 1],
  [PIXEL_FORMAT, 1],
]);

export class Display {
  /** `now` tells nanoseconds, and `complain` takes what a real display would not have understood. */
  constructor(now, complain) {
    this.now = now;
    this.complain = complain;
    // After power-on its memory holds anything.
    this.memory = new Uint16Array(WIDTH * HEIGHT).fill(0xa53c);
    this.reset();
  }

  reset() {
    this.awake = false;
    this.on = false;
    this.inverted = false;
    this.format = 0;
    this.command = null;
    this.bytes = [];
    this.columns = [0, WIDTH - 1];
    this.rows = [0, HEIGHT - 1];
    this.restsUntil = this.now() + REST_NANOS;
  }

  /** Takes a byte, which is a command or belongs to the last one. */
  take(byte, isCommand) {
    if (isCommand) {
      this.begin(byte);
    } else if (this.command === null) {
      this.complain(`the display was sent ${hex(byte)} before any command`);
    } else {
      this.bytes.push(byte);
      this.go();
    }
  }

  begin(command) {
    const missing = ARGUMENTS.get(this.command) !== Infinity && this.bytes.length < ARGUMENTS.get(this.command);
    if (missing) this.complain(`the display's command ${hex(this.command)} came without its bytes`);
    if (!ARGUMENTS.has(command)) this.complain(`the display was sent the command ${hex(command)}, which this model does not know`);
    if (this.now() < this.restsUntil) this.complain(`the display was sent ${hex(command)} within 5 ms of its reset or waking`);
    this.command = command;
    this.bytes = [];
    if (command === SOFTWARE_RESET) this.reset();
    if (command === SLEEP_OUT) {
      this.awake = true;
      this.restsUntil = this.now() + REST_NANOS;
    }
    if (command === INVERSION_OFF) this.inverted = false;
    if (command === INVERSION_ON) this.inverted = true;
    if (command === DISPLAY_ON) this.on = true;
    if (command === WRITE) this.place = { column: this.columns[0], row: this.rows[0] };
  }

  go() {
    const { bytes } = this;
    if (this.command === WRITE) {
      if (bytes.length === 2) this.pixel((bytes[0] << 8) | bytes[1]);
      return;
    }
    if (bytes.length > ARGUMENTS.get(this.command)) {
      this.complain(`the display was sent ${hex(bytes.at(-1))} after the command ${hex(this.command)} was complete`);
    }
    if (bytes.length < ARGUMENTS.get(this.command)) return;
    if (this.command === COLUMNS) this.columns = this.range(WIDTH);
    if (this.command === ROWS) this.rows = this.range(HEIGHT);
    if (this.command === ADDRESSING && bytes[0] !== 0) this.complain(`the picture is turned or mirrored: ${hex(bytes[0])}`);
    if (this.command === PIXEL_FORMAT) this.format = bytes[0];
  }

  range(limit) {
    const [first, last] = [(this.bytes[0] << 8) | this.bytes[1], (this.bytes[2] << 8) | this.bytes[3]];
    if (first > last || last >= limit) this.complain(`the display was sent the range ${first} to ${last} of ${limit}`);
    return [first, last];
  }

  pixel(colour) {
    // 16 bits a pixel, both on the wire and in memory.
    if (this.format !== 0x55) this.complain(`a pixel came in the format ${hex(this.format)}`);
    this.bytes = [];
    const { place } = this;
    this.memory[place.row * WIDTH + place.column] = colour;
    place.column += 1;
    if (place.column > this.columns[1]) {
      place.column = this.columns[0];
      place.row = place.row === this.rows[1] ? this.rows[0] : place.row + 1;
    }
  }

  /** What is to be seen: nothing while it sleeps, and colours upside down unless inverted, for so is the panel made. */
  seen() {
    if (!this.awake || !this.on) return new Uint16Array(WIDTH * HEIGHT);
    return this.memory.map((colour) => (this.inverted ? colour : ~colour));
  }
}

function hex(byte) {
  return `0x${byte.toString(16).padStart(2, '0')}`;
}
