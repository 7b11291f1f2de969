import { useSyncExternalStore } from 'react';

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' });
const absolute = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

/** Largest unit first, in seconds. */
const units = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

const tickMs = 15_000;

function subscribe(onTick: () => void): () => void {
  const timer = setInterval(onTick, tickMs);
  return () => clearInterval(timer);
}

function age(seconds: number): string {
  for (const [unit, length] of units) {
    const whole = Math.floor(Math.abs(seconds) / length);
    if (whole > 0) return relative.format(seconds > 0 ? -whole : whole, unit);
  }
  return seconds > 0 ? 'just now' : 'in a moment';
}

/** How long ago or until then, kept up to date; the exact time on hover. */
export function Time({ at }: { at: string }) {
  const now = useSyncExternalStore(subscribe, () => Math.floor(Date.now() / tickMs) * tickMs);
  const date = new Date(at);
  return (
    <time dateTime={at} title={absolute.format(date)}>
      {age((now + tickMs - date.getTime()) / 1000)}
    </time>
  );
}
