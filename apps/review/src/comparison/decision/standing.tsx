import type { Comparison, Counts } from '../../api/entities.ts';
import { Time } from '../../ui/time.tsx';
import { countOpen } from './count-open.ts';

const number = new Intl.NumberFormat('en');

function waiting(counts: Counts): string {
  const parts = (['changed', 'added', 'deleted'] as const)
    .filter((kind) => counts[kind] > 0)
    .map((kind) => `${number.format(counts[kind])} ${kind}`);
  return parts.join(', ');
}

/** How much of what needs a decision has one, as a line of two colours. */
export function DecisionProgress({ comparison: { counts, decided } }: { comparison: Comparison }) {
  const open = countOpen(counts);
  if (open === 0) return null;
  const { accepted, rejected } = decided;
  return (
    <div
      className="decision-progress"
      role="progressbar"
      aria-label="Decided"
      aria-valuemin={0}
      aria-valuemax={open}
      aria-valuenow={accepted + rejected}
      aria-valuetext={`${accepted} accepted, ${rejected} rejected of ${open}`}
    >
      <span className="decision-progress-good" style={{ width: `${(100 * accepted) / open}%` }} />
      <span className="decision-progress-bad" style={{ width: `${(100 * rejected) / open}%` }} />
    </div>
  );
}

/** How a comparison stands, in a line. */
export function Standing({ comparison }: { comparison: Comparison }) {
  const { review, state, counts, decided } = comparison;
  if (review) {
    return (
      <p>
        <b className={review.decision === 'accepted' ? 'decision-good' : 'decision-bad'}>
          {review.decision === 'accepted' ? 'Accepted' : 'Rejected'}
        </b>{' '}
        by {review.by} <Time at={review.at} />
        {review.comment !== null && <q className="soft">{review.comment}</q>}
      </p>
    );
  }
  if (state === 'needs-review') {
    const done = decided.accepted + decided.rejected;
    const parts = [
      decided.rejected > 0 && `${number.format(decided.rejected)} rejected`,
      decided.accepted > 0 && `${number.format(decided.accepted)} accepted`,
      decided.remembered > 0 && `${number.format(decided.remembered)} of them before`,
    ].filter(Boolean);
    return (
      <p>
        <b>Waiting for {done === 0 ? 'a decision' : 'decisions'}</b>{' '}
        <span className="soft number">
          {waiting(counts)}
          {parts.length > 0 && ` · ${parts.join(', ')}`}
        </span>
      </p>
    );
  }
  if (state === 'success') {
    return (
      <p>
        <b className="decision-good">Passed</b>{' '}
        <span className="soft">
          {decided.remembered > 0
            ? 'everything that changed was accepted before'
            : 'nothing needs a decision'}
        </span>
      </p>
    );
  }
  return (
    <p>
      <b className="decision-bad">{state === 'expired' ? 'Expired' : 'Failed'}</b>{' '}
      <span className="soft">{comparison.error ?? 'nothing can be decided here'}</span>
    </p>
  );
}
