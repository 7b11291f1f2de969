/** Pictures as strips in a folder: the smallest store there can be, with the files of the real one's form. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  compressStrip,
  cutPicture,
  decodePng,
  fingerprintRows,
  type Manifest,
  type Picture,
  pixelHashOf,
  readerOf,
  storedPicture,
} from '@twinlens/image-diff';

const key = new Uint8Array(32).fill(7);

/** Digest, rows and channels. Bytes of a strip in a manifest. */
const entryBytes = 36;

/** Cuts a PNG's pixels and writes its manifest, and those strips that are not there. @returns the manifest's path */
export function ingestPng(png: string, folder: string): string {
  mkdirSync(folder, { recursive: true });
  const reader = readerOf(decodePng(readFileSync(png)));
  const rows = new Uint32Array(reader.height * 2);
  let y = 0;
  const manifest = cutPicture(reader, ({ shape, digest, content, kernel, pixels }) => {
    const path = join(folder, digest.toString('hex'));
    if (!existsSync(path)) writeFileSync(path, compressStrip(content));
    const band = { pixels, width: shape.width, count: shape.rows, key };
    rows.set(fingerprintRows(kernel, band), y * 2);
    y += shape.rows;
  });
  const path = join(folder, `${pixelHashOf(manifest)}.manifest`);
  writeFileSync(path, bytesOf(manifest, rows));
  return path;
}

function bytesOf({ width, height, strips }: Manifest, rows: Uint32Array): Buffer {
  const bytes = Buffer.alloc(12 + strips.length * entryBytes + rows.byteLength);
  bytes.writeUInt32LE(width, 0);
  bytes.writeUInt32LE(height, 4);
  bytes.writeUInt32LE(strips.length, 8);
  strips.forEach((strip, at) => {
    const start = 12 + at * entryBytes;
    bytes.set(strip.digest, start);
    bytes.writeUInt16LE(strip.rows, start + 32);
    bytes.writeUInt16LE(strip.channels, start + 34);
  });
  bytes.set(new Uint8Array(rows.buffer), bytes.length - rows.byteLength);
  return bytes;
}

/** Whether two stored pictures show the same: what they are named by says so. */
export function openStored(path: string): Picture {
  const bytes = readFileSync(path);
  const width = bytes.readUInt32LE(0);
  const height = bytes.readUInt32LE(4);
  const strips = Array.from({ length: bytes.readUInt32LE(8) }, (_, at) => {
    const start = 12 + at * entryBytes;
    return {
      digest: bytes.subarray(start, start + 32),
      rows: bytes.readUInt16LE(start + 32),
      channels: bytes.readUInt16LE(start + 34) as 3 | 4,
    };
  });
  const own = bytes.buffer.slice(
    bytes.byteOffset + bytes.length - height * 8,
    bytes.byteOffset + bytes.length,
  );
  return storedPicture({
    manifest: { width, height, strips },
    rows: new Uint32Array(own),
    readStrip: (index) => {
      const strip = strips[index] as (typeof strips)[number];
      return readFileSync(join(dirname(path), Buffer.from(strip.digest).toString('hex')));
    },
  });
}
