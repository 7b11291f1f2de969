import { crc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import {
  headerBytes,
  type PackHeader,
  readHeader,
  writeHeader,
} from '../src/image/pack/pack-header.ts';

const header: PackHeader = {
  manifest: {
    width: 8,
    height: 40,
    strips: [{ rows: 40, channels: 3, digest: new Uint8Array(32).fill(7) }],
  },
  elsewhere: [null],
  blocks: [20],
  rows: new Uint32Array(80).map((_, at) => at),
};

/** With a checksum that is right, as a disk that loses bytes leaves none. */
function changed(change: (bytes: Buffer) => Buffer): Buffer {
  const bytes = change(Buffer.from(writeHeader(header)));
  bytes.writeUInt32LE(crc32(bytes.subarray(26, bytes.readUInt32LE(4))), 22);
  return bytes;
}

const damages: Record<string, (bytes: Buffer) => Buffer> = {
  'more strips than there are': (bytes) => {
    bytes.writeUInt16LE(900, 12);
    return bytes;
  },
  'rows that are not compressed': (bytes) => bytes.fill(0xee, 64),
  'rows of a taller picture': (bytes) => {
    bytes.writeUInt16LE(10, 10);
    return bytes;
  },
};

test.each(Object.entries(damages))('a damaged header is said to be: %s', (_, damage) => {
  expect(readHeader(writeHeader(header))).toEqual(header);
  expect(() => readHeader(changed(damage))).toThrow('the header of the pack is damaged');
});

test('no room is made for a header that cannot be', () => {
  const bytes = Buffer.from(writeHeader(header));
  bytes.writeUInt32LE(0xffff_ffff, 4);
  expect(() => headerBytes(bytes)).toThrow('the header of the pack is damaged');
  expect(() => headerBytes(bytes.subarray(0, 5))).toThrow('this is not a pack');
});
