import type { Counts } from '../../api/entities.ts';

/** How many rows need a decision, or have one. */
export const countOpen = ({ changed, added, deleted }: Counts): number => changed + added + deleted;
