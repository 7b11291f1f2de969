import type { Capture } from '../api/entities.ts';

/** Address of something a client sent, on this server; for members of the account. */
export const captureFile = (
  account: number,
  { id }: Capture,
  file: 'payload' | 'package' | `documents/${number}`,
) => `/api/a/${account}/snap-requests/${id}/${file}`;
