import type { CaptureCache } from '../api/entities.ts';

const number = new Intl.NumberFormat('en');
const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 });

/** What share of a whole, in words; nothing of nothing has none. */
const shareOf = (part: number, whole: number, of: string) =>
  whole === 0 ? undefined : `${percent.format(part / whole)} of ${of}`;

export function CacheNumbers({ cache }: { cache: CaptureCache }) {
  const { days, hits, misses, audits, disagreements } = cache;
  const all = hits + misses;
  const facts: [label: string, count: number, share: string | undefined][] = [
    ['Copied', hits, shareOf(hits, all, 'pictures')],
    ['Rendered', misses, shareOf(misses, all, 'pictures')],
    ['Rendered again', audits, shareOf(audits, hits, 'copies')],
    ['Different', disagreements, shareOf(disagreements, audits, 'those')],
  ];
  return (
    <section aria-labelledby="cache-numbers">
      <h2 id="cache-numbers">Last {days} days</h2>
      <dl className="card cache-numbers">
        {facts.map(([label, count, share]) => (
          <div key={label}>
            <dt className="soft">{label}</dt>
            <dd className="number">
              <b>{number.format(count)}</b>
              {share !== undefined && <small className="soft">{share}</small>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
