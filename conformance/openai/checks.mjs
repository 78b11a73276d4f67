// One line per check; the process fails when one did.

import { crc32, deflateSync } from "node:zlib";

let failed = 0;

/** Runs `action`; what it returns is shown behind the name. */
export async function check(name, action) {
  try {
    const shown = await action();
    console.log(`ok    ${name}${shown === undefined ? "" : `: ${shown}`}`);
  } catch (error) {
    failed += 1;
    console.log(`FAIL  ${name}: ${error?.stack ?? error}`);
  }
}

export function skip(name, reason) {
  console.log(`skip  ${name}: ${reason}`);
}

export function require(met, otherwise) {
  if (!met) {
    throw new Error(otherwise);
  }
}

/** What `action` throws. */
export async function refusal(action) {
  let answer;
  try {
    answer = await action();
  } catch (error) {
    return error;
  }
  throw new Error(`was not refused: ${JSON.stringify(answer)?.slice(0, 200)}`);
}

export function end() {
  console.log(failed === 0 ? "all went well" : `${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
}

/** A picture of one colour, as PNG. */
export function png(side = 64) {
  const chunk = (type, data) => {
    const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
    const frame = Buffer.alloc(body.length + 8);
    frame.writeUInt32BE(data.length, 0);
    body.copy(frame, 4);
    frame.writeUInt32BE(crc32(body), body.length + 4);
    return frame;
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head.set([8, 2], 8);
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(side * 3, 0x7f)]);
  const pixels = Buffer.concat(Array.from({ length: side }, () => row));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(pixels)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** A tone, as WAV: mono, 16 bits, 16,000 samples a second. */
export function wave(seconds = 2) {
  const rate = 16_000;
  const data = Buffer.alloc(rate * seconds * 2);
  for (let at = 0; at < rate * seconds; at += 1) {
    data.writeInt16LE(Math.round(8_000 * Math.sin((2 * Math.PI * 440 * at) / rate)), at * 2);
  }
  const head = Buffer.alloc(44);
  head.write("RIFF", 0, "latin1");
  head.writeUInt32LE(36 + data.length, 4);
  head.write("WAVEfmt ", 8, "latin1");
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write("data", 36, "latin1");
  head.writeUInt32LE(data.length, 40);
  return Buffer.concat([head, data]);
}
