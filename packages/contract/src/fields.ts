/** Fields that many messages share: identifiers, names and sizes, each with its limits. */
import { Type } from 'typebox';

/** An opaque label of a commit: mostly a git SHA, but any text without a slash (protocol.md 3.2). */
export const Sha = Type.String({
  minLength: 1,
  maxLength: 200,
  pattern: '^[^/]+$',
  description: 'a commit, without a slash',
});

/** Integer primary key. JSON number, as the clients check. */
export const Id = Type.Integer({ minimum: 1, maximum: 2_147_483_647 });

/** The same in a path or query, where the validator turns text into a number. */
export const PathId = Type.Integer({ minimum: 1, maximum: 2_147_483_647 });

export const ProjectName = Type.String({ minLength: 1, maxLength: 200 });
export const Link = Type.String({ maxLength: 4000 });
export const Message = Type.String({ maxLength: 100_000 });
export const Component = Type.String({ minLength: 1, maxLength: 1000 });
export const Variant = Type.String({ minLength: 1, maxLength: 1000 });
export const TargetName = Type.String({ minLength: 1, maxLength: 200 });

/** md5 of an archive or payload, 32 lower-case hex digits. */
export const Md5 = Type.String({
  pattern: '^[0-9a-f]{32}$',
  description: 'an md5 of 32 lower-case hex digits',
});

/**
 * SHA-256 over an image's size and the digests of its strips (docs/decisions/0018-strips.md), over the
 * frames of an animation, or over the identity of an accessibility result; 64 lower-case hex digits.
 */
export const PixelHash = Type.String({ pattern: '^[0-9a-f]{64}$' });

/** SHA-256 over the size and pixels of a strip; 64 lower-case hex digits. */
export const StripDigest = Type.String({ pattern: '^[0-9a-f]{64}$' });

/** Public name of an image inside an account: 32 hex digits nobody can guess. */
export const ImageHash = Type.String({ pattern: '^[0-9a-f]{32}$' });

/** ISO 8601 in UTC. */
export const Time = Type.String({ format: 'date-time' });

/** Pixels. */
export const Pixels = Type.Integer({ minimum: 0, maximum: 65_535 });

/** A part of a picture, in whole pixels from its top left corner. */
export const Area = Type.Object({ x: Pixels, y: Pixels, width: Pixels, height: Pixels });

/** A duration in milliseconds, whole. */
export const Milliseconds = Type.Integer({ minimum: 0, maximum: 2_147_483_647 });

/** A file in a form. */
export const FormFile = Type.String({ contentMediaType: 'application/octet-stream' });

/** How many rows of a list to leave out at its beginning. */
export const Offset = Type.Integer({ minimum: 0, maximum: 2_147_483_647, default: 0 });

/** Keeps the rows whose component, variant or target contains this text, upper and lower case alike. */
export const RowFilter = Type.String({ maxLength: 200 });
