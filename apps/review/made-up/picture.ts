/** What pictures are made up: their names say how large they are, and what is to be seen. */
import { chance, pick } from './random.ts';

export interface PictureName {
  /** Number of the row in its list. */
  row: number;
  side: Side;
}

/** `again`: the later one, captured a second time. */
export type Side = 'before' | 'after' | 'again';

/** Of examples that show something else each time, and have not changed. */
export const isUnstableRow = (row: number) => row >= 1500 && row < 1600;

/** Whether this side shows what has changed between the reports. */
export const isChanged = ({ row, side }: PictureName) => side !== 'before' && !isUnstableRow(row);

/** Pixels. Every fourth row grew between the two reports. */
export function sizeOf(name: PictureName): { width: number; height: number } {
  const { row } = name;
  const width = pick([420, 560, 720], 'width', row);
  const height = 120 + Math.floor(chance('height', row) * 5) * 60;
  return { width, height: isChanged(name) && row % 4 === 1 ? height + 28 : height };
}
