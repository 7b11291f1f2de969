import type { Run } from '../api/entities.ts';

/** Milliseconds a page took to render one snapshot, of those that were rendered; null where none was. */
export const meanRenderMs = ({ rendered, renderMs }: Run): number | null =>
  rendered === 0 ? null : renderMs / rendered;
