/** Snapshots as clients send and are shown them. */
import { Type } from 'typebox';
import { ViolationCounts } from '../accessibility/result.ts';
import { Component, Milliseconds, Pixels, TargetName, Variant } from '../fields.ts';

/** What clients call a snapshot: 24 hex digits. */
export const SnapshotId = Type.String({ pattern: '^[0-9a-f]{24}$' });

const Size = Type.Union([Pixels, Type.Null()]);

/** What a snapshot shows, by an address that is the same for what is the same. */
export const SnapshotContent = {
  /** Of a picture; of an accessibility target, of all that was found, as JSON. */
  url: Type.String(),
  /** Pixels; null for accessibility targets, and where a client left the picture elsewhere and did not say. */
  width: Size,
  height: Size,
  /** Of a picture of many frames only: how many, and how long all of them are shown, once. */
  frameCount: Type.Optional(Type.Integer()),
  durationMs: Type.Optional(Milliseconds),
  /** Of accessibility targets only: how many elements break rules, by impact. */
  axeResults: Type.Optional(Type.Object({ violations: ViolationCounts })),
};

export const ClientSnapshot = Type.Object({
  id: Type.String(),
  component: Type.String(),
  variant: Type.String(),
  target: Type.String(),
  ...SnapshotContent,
});

/** A picture the client took. Older clients send more about it, which is dropped. */
export const SentSnapshot = Type.Object({
  component: Component,
  variant: Variant,
  target: Type.Optional(TargetName),
  /** Of an uploaded image, of what this server has captured, or of a picture on any other server. */
  url: Type.String({ minLength: 1, maxLength: 4000 }),
  width: Type.Optional(Size),
  height: Type.Optional(Size),
});
