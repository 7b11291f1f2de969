/**
 * Gives the memory of pixels back at once: garbage of this size would be collected far too late, or
 * keep the collector busy. Nothing else of that memory may be in use.
 */
export function release({ buffer }: Uint8Array): void {
  // Small ones may share theirs with others (`Buffer.poolSize`).
  if (buffer instanceof ArrayBuffer && buffer.byteLength > Buffer.poolSize) buffer.transfer(0);
}
