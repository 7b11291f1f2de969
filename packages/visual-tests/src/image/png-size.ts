const signature = Buffer.from('89504e470d0a1a0a', 'hex');
const headerStart = Buffer.from('0000000d49484452', 'hex');
const end = Buffer.from('0000000049454e44ae426082', 'hex');

/** Pixels on a side; what the contract allows. */
const maxSide = 65_535;

/**
 * The size a PNG declares, or null when the bytes are not a whole PNG. Reads the frame of the file
 * only; nothing is decompressed.
 */
export function pngSize(bytes: Uint8Array): { width: number; height: number } | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!file.subarray(0, 8).equals(signature)) return null;
  if (!file.subarray(8, 16).equals(headerStart)) return null;
  if (!file.subarray(-end.length).equals(end)) return null;
  const width = file.readUInt32BE(16);
  const height = file.readUInt32BE(20);
  if (width < 1 || height < 1 || width > maxSide || height > maxSide) return null;
  return { width, height };
}
