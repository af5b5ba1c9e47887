import { inflateSync } from 'node:zlib';

/**
 * The npm packages that carry the typefaces hold them for browsers (WOFF 1: the tables of an OpenType font, each deflated). Typst reads the
 * bare font. Unwrapping is exact and cheap (a millisecond a face), so no second copy of the fonts is kept in the repository.
 *
 * @param family the name under which Typst will find the face. The package cuts a typeface in several files by script, all with one name; each
 *   needs its own so that one can complete the other, and a name that no system font bears keeps a machine's fonts out of the documents.
 * @throws Error when the bytes are not a WOFF 1 file.
 */
export function unwrapWoff(woff: Buffer, family: string): Buffer {
  if (woff.length < 44 || woff.toString('latin1', 0, 4) !== 'wOFF') throw new Error('This is not a WOFF font.');
  const count = woff.readUInt16BE(12);
  const tables: SfntTable[] = [];
  for (let at = 44; at < 44 + count * 20; at += 20) {
    const tag = woff.toString('latin1', at, at + 4);
    const start = woff.readUInt32BE(at + 4);
    const packed = woff.subarray(start, start + woff.readUInt32BE(at + 8));
    const bytes = packed.length < woff.readUInt32BE(at + 12) ? inflateSync(packed) : packed;
    tables.push({ tag, bytes: tag === 'name' ? renamed(bytes, family) : bytes });
  }
  return writeSfnt(woff.readUInt32BE(4), tables);
}

interface SfntTable {
  readonly tag: string;
  readonly bytes: Buffer;
}

function writeSfnt(flavor: number, tables: readonly SfntTable[]): Buffer {
  const sorted = [...tables].sort((a, b) => (a.tag < b.tag ? -1 : 1));
  const power = Math.floor(Math.log2(sorted.length));
  const head = Buffer.alloc(12 + sorted.length * 16);
  head.writeUInt32BE(flavor, 0);
  head.writeUInt16BE(sorted.length, 4);
  head.writeUInt16BE(16 << power, 6);
  head.writeUInt16BE(power, 8);
  head.writeUInt16BE(sorted.length * 16 - (16 << power), 10);
  const parts = [head];
  let offset = head.length;
  for (const [index, { tag, bytes }] of sorted.entries()) {
    const padded = Buffer.alloc(Math.ceil(bytes.length / 4) * 4);
    bytes.copy(padded);
    const at = 12 + index * 16;
    head.write(tag, at, 'latin1');
    head.writeUInt32BE(checksum(padded), at + 4);
    head.writeUInt32BE(offset, at + 8);
    head.writeUInt32BE(bytes.length, at + 12);
    parts.push(padded);
    offset += padded.length;
  }
  return Buffer.concat(parts);
}

function checksum(padded: Buffer): number {
  let sum = 0;
  for (let at = 0; at < padded.length; at += 4) sum = (sum + padded.readUInt32BE(at)) >>> 0;
  return sum;
}

const FAMILY = 1;
const FULL_NAME = 4;
const TYPOGRAPHIC_FAMILY = 16;
const TYPOGRAPHIC_SUBFAMILY = 17;

/** The copyright, licence and version stay as they are; only what names the family changes. */
function renamed(table: Buffer, family: string): Buffer {
  const storage = table.readUInt16BE(4);
  const entries: { fields: [number, number, number, number]; text: Buffer }[] = [];
  for (let index = 0; index < table.readUInt16BE(2); index++) {
    const at = 6 + index * 12;
    const field = (offset: number) => table.readUInt16BE(at + offset);
    const platform = field(0);
    const id = field(6);
    // Names in the old Macintosh encoding say the same again.
    if (platform === 1 || id === TYPOGRAPHIC_FAMILY || id === TYPOGRAPHIC_SUBFAMILY) continue;
    const start = storage + field(10);
    const text = table.subarray(start, start + field(8));
    entries.push({
      fields: [platform, field(2), field(4), id],
      text: id === FAMILY ? utf16(family) : id === FULL_NAME ? utf16(`${family} `, text) : text,
    });
  }
  const header = Buffer.alloc(6 + entries.length * 12);
  header.writeUInt16BE(entries.length, 2);
  header.writeUInt16BE(header.length, 4);
  let offset = 0;
  for (const [index, { fields, text }] of entries.entries()) {
    const at = 6 + index * 12;
    for (const [position, value] of fields.entries()) header.writeUInt16BE(value, at + position * 2);
    header.writeUInt16BE(text.length, at + 8);
    header.writeUInt16BE(offset, at + 10);
    offset += text.length;
  }
  return Buffer.concat([header, ...entries.map(({ text }) => text)]);
}

function utf16(text: string, rest: Buffer = Buffer.alloc(0)): Buffer {
  return Buffer.concat([Buffer.from(text, 'utf16le').swap16(), rest]);
}
