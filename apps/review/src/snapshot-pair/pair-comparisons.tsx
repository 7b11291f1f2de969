import { Link } from '@tanstack/react-router';
import type { SnapshotPair } from '../api/entities.ts';
import { titleOf } from '../jobs/title.ts';
import { ShaPair } from '../ui/sha.tsx';
import { StateBadge } from '../ui/state-badge.tsx';
import { Time } from '../ui/time.tsx';

/** The comparisons in which the first snapshot became the second, newest first. */
export function PairComparisons({ account, pair }: { account: number; pair: SnapshotPair }) {
  return (
    <section className="card pair-comparisons" aria-labelledby="pair-comparisons">
      <h2 id="pair-comparisons">Comparisons with this change</h2>
      {pair.comparisons.length === 0 ? (
        <p className="pair-soft">
          None of the newest 500 comparisons of {pair.project.name} has this change.
        </p>
      ) : (
        <ul>
          {pair.comparisons.map((comparison) => (
            <li key={comparison.id}>
              <StateBadge state={comparison.state} decision={comparison.decision ?? undefined} />
              <Link
                to="/a/$account/p/$project/compare/$sha1/$sha2"
                params={{
                  account: String(account),
                  project: String(pair.project.id),
                  sha1: comparison.sha1,
                  sha2: comparison.sha2,
                }}
              >
                {titleOf(comparison)}
              </Link>
              <span className="pair-soft">
                <ShaPair sha1={comparison.sha1} sha2={comparison.sha2} />
              </span>
              <span className="pair-soft">
                <Time at={comparison.createdAt} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
