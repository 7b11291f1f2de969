import { type Day, uptimeOf } from '../component/rules.ts';
import { type Html, html } from './html.ts';
import { dayOf, duration } from './time.ts';
import { componentWords } from './words.ts';

export const percent = (part: number | null): string =>
  part === null ? 'no figures yet' : `${(Math.floor(part * 100_000) / 1000).toFixed(2)} %`;

/** How much a day lost, in words. */
export function lossOf({ state, downMs }: Day): string {
  if (state === null) return 'no figures';
  if (downMs > 0)
    return `${componentWords[state].toLowerCase()}, ${duration(downMs)} not available`;
  return componentWords[state].toLowerCase();
}

/** One bar for each day. The picture has the uptime as its name; the days with trouble are told in words too. */
export function uptimeBars(name: string, days: readonly Day[]): Html {
  const width = 8;
  const gap = 2;
  const step = width + gap;
  const uptime = percent(uptimeOf(days));
  const bar = (index: number) => `M${index * step} 0h${width}v34h-${width}z`;
  const quiet = (['operational', null] as const).map((state) => {
    const shape = days.map((day, index) => (day.state === state ? bar(index) : '')).join('');
    return shape === '' ? null : html`<path class="${state ?? 'unknown'}" d="${shape}"/>`;
  });
  const troubled = days.map((day, index) =>
    day.state === null || day.state === 'operational'
      ? null
      : html`<path class="${day.state}" d="${bar(index)}"><title>${dayOf(day.start)}: ${lossOf(day)}</title></path>`,
  );
  return html`<svg class="bars" role="img" aria-label="${name}, ${uptime} available in ${days.length} days" viewBox="0 0 ${days.length * step - gap} 34" preserveAspectRatio="none">${quiet}${troubled}</svg>
<div class="scale soft"><span>${days.length} days ago</span><span>${uptime}</span><span>Today</span></div>`;
}
