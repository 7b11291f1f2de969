/** A still picture as workers bring it: in strips, and of those the new ones only. */
import { type Static, Type } from 'typebox';
import { check } from '../check.ts';
import { TwinlensError } from '../errors.ts';
import { Area, Pixels, StripDigest } from '../fields.ts';

/** As tall as a picture can be, in strips as short as they are cut. */
const maxStrips = 2048;

export const CutPicture = Type.Object({
  width: Pixels,
  height: Pixels,
  /** From the top. */
  strips: Type.Array(
    Type.Object({
      rows: Type.Integer({ minimum: 1, maximum: 255 }),
      channels: Type.Union([Type.Literal(3), Type.Literal(4)]),
      digest: StripDigest,
      /** Whether it lies in the blocks; otherwise the account has it. */
      sent: Type.Boolean(),
    }),
    { minItems: 1, maxItems: maxStrips },
  ),
  /** Bytes of each block. */
  blocks: Type.Array(Type.Integer({ minimum: 1, maximum: 1_000_000_000 }), {
    maxItems: maxStrips,
  }),
  /** What does not count: the hash is over the rest. */
  ignored: Type.Optional(Type.Array(Area, { maxItems: 1000 })),
});
export type CutPicture = Static<typeof CutPicture>;

const newline = 10;

/** A line of JSON, and the blocks one after the other. */
export function packCutPicture(
  picture: Omit<CutPicture, 'blocks'>,
  blocks: readonly Uint8Array[],
): Uint8Array {
  const head = { ...picture, blocks: blocks.map(({ length }) => length) };
  const line = new TextEncoder().encode(`${JSON.stringify(head)}\n`);
  const packed = new Uint8Array(blocks.reduce((sum, { length }) => sum + length, line.length));
  packed.set(line);
  let end = line.length;
  for (const block of blocks) {
    packed.set(block, end);
    end += block.length;
  }
  return packed;
}

/**
 * The picture of `packCutPicture`.
 * @throws TwinlensError `invalid_request` when the bytes are anything else
 */
export function unpackCutPicture(packed: Uint8Array): {
  picture: CutPicture;
  blocks: Uint8Array[];
} {
  const end = packed.indexOf(newline);
  const checked = check(CutPicture, parse(packed.subarray(0, Math.max(0, end))));
  if (!checked.ok) {
    throw new TwinlensError('invalid_request', `a picture is not in strips: ${checked.problem}`);
  }
  const blocks: Uint8Array[] = [];
  let next = end + 1;
  for (const length of checked.value.blocks) {
    // Copies, as each is handed on by itself.
    blocks.push(packed.slice(next, next + length));
    next += length;
  }
  if (next !== packed.length) {
    throw new TwinlensError(
      'invalid_request',
      `the blocks of a picture have ${packed.length - end - 1} bytes, not ${next - end - 1} as it says`,
    );
  }
  return { picture: checked.value, blocks };
}

function parse(line: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(line));
  } catch {
    return undefined;
  }
}
