import { deriveKey } from '../../installation-key.ts';

/** A picture of fewer pixels is read whole as fast as what would be kept of its rows is. */
const fewestPixels = 512 * 1024;

/** Whether fingerprints of the rows are kept with the picture. */
export const keepsRows = ({ width, height }: { width: number; height: number }): boolean =>
  width * height > fewestPixels;

/**
 * What an account's fingerprints of rows are keyed with: nobody outside can make two rows that look the
 * same by them, nor tell from one account's what another one's are.
 * @param imageKey the account's
 */
export const rowKeyOf = (imageKey: Uint8Array): Uint8Array =>
  deriveKey(imageKey, 'rows of pictures');
