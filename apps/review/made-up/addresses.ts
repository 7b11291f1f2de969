/** Where the made-up data is to be seen. */
import { pageShas, pages } from './pages.ts';
import { reviewShas } from './records.ts';

interface Shas {
  before: string;
  after: string;
}

/** @param search of the page, with its question mark */
export const compareAddress = ({ before, after }: Shas, search = '') =>
  `/a/1/p/1/compare/${before}/${after}${search}`;

/** A whole page of the made-up ones, by a part of what is special about it, in one of the modes. */
export function pageOf(variant: string, view: string, more = ''): string {
  const index = pages.findIndex((page) => page.variant.includes(variant));
  if (index === -1) throw new Error(`There is no page with ${variant}.`);
  return compareAddress(pageShas, `?t=changed&c=${index}&v=${view}${more}`);
}

/** Id of a snapshot as clients are given it. */
const publicId = (id: number) => id.toString(16).padStart(8, '0') + '0'.repeat(16);

export const pairAddress = (before: number, after: number) =>
  `/a/1/p/1/snapshot/${publicId(before)}/compare/${publicId(after)}`;

export const captureAddress = (snapshot: number) =>
  `/a/1/p/1/report/${reviewShas.after}/snapshot/${snapshot}`;

export const historyAddress = (component: string) =>
  `/a/1/p/1/history?component=${encodeURIComponent(component)}&variant=default&target=chrome-desktop`;

/** Where a program sends a person to be asked. */
export const connectAddress = `/connect-assistant?${new URLSearchParams({
  client_id: 'example-agent',
  redirect_uri: 'http://127.0.0.1:49152/callback',
  code_challenge: 'x'.repeat(43),
})}`;

/** @param more parts of the search */
export const reportAddress = (sha: string, more = '') => `/a/1/report/${sha}?p=1${more}`;
