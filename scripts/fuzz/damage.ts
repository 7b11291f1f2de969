/** Damages bytes, whatever they are. */
import type { Random } from './random.ts';

const interesting = [0, 1, 2, 3, 4, 7, 8, 16, 127, 128, 255];
const large = [0, 1, 0x7fffffff, 0x80000000, 0xffffffff, 65_536, 100_000];

/** The same bytes but for one place: changed, left out, or from further up or down. */
export function damaged(bytes: Buffer, random: Random): Buffer {
  if (bytes.length === 0) return Buffer.from([random(256)]);
  const copy = Buffer.from(bytes);
  const at = random(copy.length);
  switch (random(6)) {
    case 0:
      copy[at] = (copy[at] as number) ^ (1 << random(8));
      return copy;
    case 1:
      copy[at] = interesting[random(interesting.length)] as number;
      return copy;
    case 2:
      if (copy.length < 4) return copy;
      copy.writeUInt32BE(large[random(large.length)] as number, random(copy.length - 3));
      return copy;
    case 3:
      return copy.subarray(0, at);
    case 4:
      return Buffer.concat([copy.subarray(0, at), copy.subarray(random(copy.length))]);
    default:
      copy[at] = random(256);
      return copy;
  }
}
