// The chip's ROM, which comes with no emulator: of its functions those that change the flash. Each is a breakpoint and a return, and
// is carried out here. The RP2040's data sheet, 2.8.3.

const VERSION = 3;
const LOOK_UP = 0;
const FIRST = 0x100;
const BYTES = 8;
const BREAK = 0xbe00;
const RETURN = 0x4770;

const SECTOR = 4096;
const PAGE = 256;
/** How long the Pico's flash, a W25Q16JV, takes for a sector and a page at the most, when it is old. */
const ERASE_NANOS = 400e6;
const PROGRAM_NANOS = 3e6;

export class Rom {
  /** `flash` are the bytes of the flash chip. */
  constructor(rp2040, flash, complain) {
    this.rp2040 = rp2040;
    this.flash = flash;
    this.complain = complain;
    this.functions = [
      ['look up', (registers) => this.lookUp(registers)],
      ['IF', () => (this.connected = true)],
      ['EX', () => this.leave()],
      ['RE', (registers) => this.erase(registers)],
      ['RP', (registers) => this.program(registers)],
      ['FC', () => (this.stale = false)],
    ];
    this.install();
    rp2040.onBreak = (code) => this.call(code);
    // Whoever sets the flash's interface up and turns it on can read again.
    const ssi = rp2040.peripherals[0x18000];
    const write = ssi.writeUint32.bind(ssi);
    ssi.writeUint32 = (offset, value) => {
      write(offset, value);
      if (offset === 8 && value === 1) this.readable();
    };
    this.connected = false;
    this.stale = false;
    this.readable();
  }

  install() {
    const { rp2040 } = this;
    const half = (address, value) => {
      const word = rp2040.bootrom[address >> 2];
      rp2040.bootrom[address >> 2] = address & 2 ? (word & 0xffff) | (value << 16) : (word & 0xffff0000) | value;
    };
    half(0x12, VERSION << 8);
    half(0x14, FIRST);
    half(0x18, entry(LOOK_UP));
    this.functions.forEach((_, number) => {
      half(FIRST + number * BYTES, BREAK | number);
      half(FIRST + number * BYTES + 2, RETURN);
    });
  }

  call(code) {
    const called = this.functions[code];
    if (called) called[1](this.rp2040.core.registers);
    else this.complain(`the program stopped at a breakpoint, ${code}`);
  }

  lookUp(registers) {
    const name = String.fromCharCode(registers[1] & 0xff, registers[1] >> 8);
    const number = this.functions.findIndex(([known]) => known === name);
    if (number < 0) this.complain(`the ROM's function ${name} was asked for, which this model does not have`);
    registers[0] = number < 0 ? 0 : entry(number);
  }

  /** The flash takes commands from now on: whoever reads it reads nonsense. */
  leave() {
    if (!this.connected) this.complain('the flash was left before it was connected');
    this.isReadable = false;
    this.show(this.nonsense ??= new Uint8Array(this.rp2040.flash.length).fill(0xde));
  }

  readable() {
    if (this.stale) this.complain('the flash has changed, and is read again from a cache that was not flushed');
    this.isReadable = true;
    this.seen ??= this.rp2040.flash;
    this.seen.fill(0xff);
    this.seen.set(this.flash);
    this.show(this.seen);
  }

  show(bytes) {
    this.rp2040.flash = bytes;
    this.rp2040.flash16 = new Uint16Array(bytes.buffer);
    this.rp2040.flashView = new DataView(bytes.buffer);
  }

  erase([start, count]) {
    this.check('erased', start, count, SECTOR);
    this.flash.fill(0xff, start, start + count);
    this.rp2040.clock.tick((count / SECTOR) * ERASE_NANOS);
  }

  program([start, data, count]) {
    this.check('programmed', start, count, PAGE);
    // Bits can only be cleared.
    for (let place = 0; place < count; place += 1) this.flash[start + place] &= this.rp2040.readUint8(data + place);
    this.rp2040.clock.tick((count / PAGE) * PROGRAM_NANOS);
  }

  check(what, start, count, unit) {
    if (this.isReadable) this.complain(`the flash was ${what} while it was read`);
    if (start % unit || count % unit || start + count > this.flash.length) this.complain(`the flash was ${what} from ${start}, ${count} bytes`);
    this.stale = true;
  }
}

function entry(number) {
  return (FIRST + number * BYTES) | 1;
}
