/** Times as pages show them: in UTC, with what a script needs to show them in the reader's zone. */
import { type Html, html } from './html.ts';

const inUtc = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...options });

const dayFormat = inUtc({ day: 'numeric', month: 'long', year: 'numeric' });
const clockFormat = inUtc({ hour: '2-digit', minute: '2-digit' });
const monthFormat = inUtc({ month: 'long', year: 'numeric' });

export const dayOf = (at: number): string => dayFormat.format(at);
export const clockOf = (at: number): string => `${clockFormat.format(at)} UTC`;
export const monthOf = (at: number): string => monthFormat.format(at);
export const isoOf = (at: number): string => new Date(at).toISOString();

/** `2021-06`, as addresses name months. */
export const monthKey = (at: number): string => isoOf(at).slice(0, 7);

/** A point in time: `7 June 2021, 09:00 UTC`. */
export const time = (at: number): Html =>
  html`<time datetime="${isoOf(at)}">${dayOf(at)}, ${clockOf(at)}</time>`;

/** `3 h 20 min`, of what is longer than a day `2 d 4 h`. */
export function duration(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60)];
  const rest = minutes % 60;
  if (days > 0) return hours > 0 ? `${days} d ${hours} h` : `${days} d`;
  if (hours > 0) return rest > 0 ? `${hours} h ${rest} min` : `${hours} h`;
  return `${rest} min`;
}
