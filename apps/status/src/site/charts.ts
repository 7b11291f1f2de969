import type { LatencyPoint } from '../monitor/read.ts';
import { type Html, html } from './html.ts';
import { dayOf } from './time.ts';

const width = 720;
const height = 160;
const left = 48;
const bottom = 22;

/** Times of answers: the median and the slowest twentieth of each hour or day. */
export function latencyChart(title: string, points: readonly LatencyPoint[]): Html {
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined || first.at === last.at) {
    return html`<p class="soft">Times of answers are shown once there are two hours of them.</p>`;
  }
  const top = Math.max(...points.map(({ slow }) => slow), 1);
  const x = (at: number) => left + ((at - first.at) / (last.at - first.at)) * (width - left);
  const y = (ms: number) => (height - bottom) * (1 - ms / top) + 6;
  const line = (of: (point: LatencyPoint) => number) =>
    points.map((point) => `${x(point.at).toFixed(1)},${y(of(point)).toFixed(1)}`).join(' ');
  const slowest = points.reduce((worst, point) => (point.slow > worst.slow ? point : worst));
  const middle = points.map(({ median }) => median).toSorted((a, b) => a - b);
  const usual = middle[Math.floor(middle.length / 2)] ?? 0;
  const words = `${title}, times of answers: usually ${usual} ms, at most ${slowest.slow} ms on ${dayOf(slowest.at)}`;
  return html`<svg class="chart" role="img" aria-label="${words}" viewBox="0 0 ${width} ${height + 10}">
<line x1="${left}" x2="${width}" y1="${y(0)}" y2="${y(0)}"></line><line x1="${left}" x2="${width}" y1="${y(top)}" y2="${y(top)}"></line>
<text x="0" y="${y(top) + 4}">${top} ms</text><text x="0" y="${y(0) + 4}">0 ms</text>
<text x="${left}" y="${height + 6}">${dayOf(first.at)}</text><text x="${width}" y="${height + 6}" text-anchor="end">${dayOf(last.at)}</text>
<polyline class="area high" points="${line(({ slow }) => slow)}"></polyline><polyline class="area" points="${line(({ median }) => median)}"></polyline></svg>
<p class="soft">Usually ${usual} ms; the slowest twentieth took up to ${slowest.slow} ms.</p>`;
}
