import { TwinlensError } from '../errors.ts';

/** An animated PNG as it is, or a still in strips (cut-picture.ts), under the hash of its pixels. */
export interface NamedImage {
  hash: string;
  bytes: Uint8Array;
}

/** Longest line in front of a picture, in bytes. */
const maxLine = 80;

/**
 * Pictures one after the other, each behind a line of its hash, a space and its length in bytes, in
 * decimal digits.
 */
export function packImages(images: readonly NamedImage[]): Uint8Array {
  const encoder = new TextEncoder();
  const parts = images.flatMap(({ hash, bytes }) => [
    encoder.encode(`${hash} ${bytes.length}\n`),
    bytes,
  ]);
  const packed = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let end = 0;
  for (const part of parts) {
    packed.set(part, end);
    end += part.length;
  }
  return packed;
}

/**
 * The pictures of `packImages`.
 * @throws TwinlensError `invalid_request` when the bytes are anything else
 */
export function unpackImages(packed: Uint8Array): NamedImage[] {
  const decoder = new TextDecoder('latin1');
  const images: NamedImage[] = [];
  for (let start = 0; start < packed.length; ) {
    const line = decoder.decode(packed.subarray(start, start + maxLine));
    const [head, hash, length] = /^([0-9a-f]{64}) (\d{1,9})\n/.exec(line) ?? [];
    const begin = start + (head?.length ?? 0);
    const end = begin + Number(length);
    if (hash === undefined || end > packed.length) {
      throw new TwinlensError(
        'invalid_request',
        `byte ${start} does not begin a picture: expected a line of its hash, a space and its length, and as many bytes`,
      );
    }
    images.push({ hash, bytes: packed.subarray(begin, end) });
    start = end;
  }
  return images;
}
