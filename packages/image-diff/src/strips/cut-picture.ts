import { withKernel } from '../kernel/kernel.ts';
import { fingerprintRows } from '../picture/picture.ts';
import { cutKey, mostRows, rowsOfStrip } from './boundaries.ts';
import type { Manifest, ManifestStrip } from './manifest.ts';
import type { RowReader } from './row-reader.ts';
import { contentOfRows, digestOfStrip } from './strip.ts';

/** Rows read at once: as few as a strip has, so that little is read ahead of a cut. */
const bandRows = 32;

/** Called with the content of a strip, which is valid until the call ends. */
export type OnContent = (content: Uint8Array) => void;

/** Cuts a picture into strips. Of its pixels no more than one strip is in memory. */
export function cutPicture(reader: RowReader, onContent?: OnContent): Manifest {
  const { width, height } = reader;
  const stride = width * 4;
  const strips: ManifestStrip[] = [];
  // Of the rows that were read and belong to no strip yet.
  const prints = new Uint32Array(mostRows + bandRows);
  withKernel((kernel) => {
    const pixels = kernel.reserve(stride * (mostRows + bandRows));
    let ready = 0;
    for (let y = 0; y < height || ready > 0; ) {
      let cut = rowsOfStrip(prints, ready);
      while (cut === 0 && y < height) {
        const fresh = Math.min(bandRows, height - y);
        const band = pixels + ready * stride;
        reader.read(kernel, fresh, band);
        const words = fingerprintRows(kernel, { pixels: band, width, count: fresh, key: cutKey });
        for (let row = 0; row < fresh; row++) prints[ready + row] = words[row * 2] as number;
        y += fresh;
        ready += fresh;
        cut = rowsOfStrip(prints, ready);
      }
      if (cut === 0) cut = ready;
      const { shape, content } = contentOfRows(kernel, pixels, { width, rows: cut });
      const digest = digestOfStrip(shape, content);
      onContent?.(content);
      strips.push({ rows: shape.rows, channels: shape.channels, digest });
      kernel.bytes(pixels, ready * stride).copyWithin(0, cut * stride);
      prints.copyWithin(0, cut, ready);
      ready -= cut;
    }
  });
  return { width, height, strips };
}
