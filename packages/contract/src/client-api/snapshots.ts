/** Snapshots as clients send and are shown them. */
import { Type } from 'typebox';
import { Component, Pixels, TargetName, Variant } from '../fields.ts';

/** What clients call a snapshot: 24 hex digits. */
export const SnapshotId = Type.String({ pattern: '^[0-9a-f]{24}$' });

const Size = Type.Union([Pixels, Type.Null()]);

/** Pixels are null where a client left the picture on a server of its own and did not say. */
export const ClientSnapshot = Type.Object({
  id: Type.String(),
  component: Type.String(),
  variant: Type.String(),
  target: Type.String(),
  url: Type.String(),
  width: Size,
  height: Size,
});

/** A picture the client took. Older clients send more about it, which is dropped. */
export const SentSnapshot = Type.Object({
  component: Component,
  variant: Variant,
  target: Type.Optional(TargetName),
  /** Of an uploaded image, or of a picture on any other server. */
  url: Type.String({ minLength: 1, maxLength: 4000 }),
  width: Type.Optional(Size),
  height: Type.Optional(Size),
});
