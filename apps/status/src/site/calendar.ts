/** Scheduled maintenance as a calendar (RFC 5545). */
import type { Context } from '../context.ts';
import { type Incident, listIncidents } from '../incident/read.ts';
import { wordOf } from '../incident/rules.ts';
import { plainText } from './markdown.ts';
import { isoOf } from './time.ts';
import { listed } from './words.ts';

const stamp = (at: number) => isoOf(at).replace(/[-:]|\.\d+/g, '');

const escapeText = (text: string) =>
  text.replace(/[\\;,]/g, (character) => `\\${character}`).replace(/\r?\n/g, '\\n');

/** No line may be longer than 75 bytes; what is, goes on in the next, after a space. */
function fold(line: string): string {
  const lines: string[] = [];
  let current = '';
  for (const character of line) {
    if (Buffer.byteLength(current + character) > 74) {
      lines.push(current);
      current = ' ';
    }
    current += character;
  }
  return [...lines, current].join('\r\n');
}

export function calendar(ctx: Context): string {
  const { origin, settings } = ctx;
  const events = listIncidents(ctx)
    .filter(({ kind }) => kind === 'maintenance')
    .flatMap((maintenance) => eventOf(origin, maintenance));
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Twinlens//Status//EN',
    `X-WR-CALNAME:${escapeText(`${settings.name} maintenance`)}`,
    ...events,
    'END:VCALENDAR',
    '',
  ];
  return lines.map(fold).join('\r\n');
}

function eventOf(origin: string, maintenance: Incident): string[] {
  const { id, name, state, scheduledFor, scheduledUntil, createdAt, updatedAt } = maintenance;
  const names = listed(maintenance.affected.map((component) => component.name));
  const last = maintenance.updates.at(-1);
  const text = `${wordOf(state)}. ${last === undefined ? '' : plainText(last.body)}${names === '' ? '' : `\nConcerns: ${names}`}`;
  return [
    'BEGIN:VEVENT',
    `UID:${id}@${new URL(origin).host}`,
    `DTSTAMP:${stamp(createdAt)}`,
    `LAST-MODIFIED:${stamp(updatedAt)}`,
    `SEQUENCE:${maintenance.updates.length - 1}`,
    `DTSTART:${stamp(scheduledFor ?? createdAt)}`,
    `DTEND:${stamp(scheduledUntil ?? createdAt)}`,
    `SUMMARY:${escapeText(name)}`,
    `DESCRIPTION:${escapeText(text)}`,
    `URL:${origin}/incidents/${id}/`,
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ];
}
