/**
 * What clients call a snapshot: 24 hex digits, of which the first eight are our id and the rest prove
 * that this account was told it. Needs no table, and tells a stranger nothing about other accounts.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';

const proofOf = (imageKey: Uint8Array, id: number) =>
  createHmac('sha256', imageKey).update(`snapshot ${id}`).digest().subarray(0, 8);

/** @param imageKey the account's */
export function publicSnapshotId(imageKey: Uint8Array, id: number): string {
  return id.toString(16).padStart(8, '0') + proofOf(imageKey, id).toString('hex');
}

/** Our id of a snapshot; null unless this account was given this public id. */
export function readSnapshotId(imageKey: Uint8Array, publicId: string): number | null {
  if (!/^[0-9a-f]{24}$/.test(publicId)) return null;
  const id = Number.parseInt(publicId.slice(0, 8), 16);
  const proof = Buffer.from(publicId.slice(8), 'hex');
  return timingSafeEqual(proof, proofOf(imageKey, id)) ? id : null;
}
