import type { Counts as CountsOfComparison } from '../api/entities.ts';
import './counts.css';

const number = new Intl.NumberFormat('en');
const shown = [
  'changed',
  'added',
  'deleted',
  'unstable',
  'tolerated',
  'unchanged',
  'ignored',
] as const;

/** Changed, added and deleted always matter; the rest is named when there is any. */
export function Counts({ counts }: { counts: CountsOfComparison }) {
  const present = shown.filter((kind) => counts[kind] > 0);
  if (present.length === 0) return <p className="counts soft">no snapshots</p>;
  return (
    <ul className="counts">
      {present.map((kind) => (
        <li key={kind} className={`count-${kind}`}>
          <b className="number">{number.format(counts[kind])}</b> {kind}
        </li>
      ))}
    </ul>
  );
}
