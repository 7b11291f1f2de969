import { useState } from 'react';
import type { Comparison, Counts } from '../api/entities.ts';
import { Icon } from '../ui/icon.tsx';
import { Time } from '../ui/time.tsx';
import type { DecisionActions } from './use-decision.ts';
import './decision-bar.css';

interface DecisionBarProps {
  comparison: Comparison;
  decision: DecisionActions;
  onHelp: () => void;
}

const number = new Intl.NumberFormat('en');

function waiting(counts: Counts): string {
  const parts = (['changed', 'added', 'deleted'] as const)
    .filter((kind) => counts[kind] > 0)
    .map((kind) => `${number.format(counts[kind])} ${kind}`);
  return parts.join(', ');
}

/** Always in view: how the comparison stands, and the way to decide. */
export function DecisionBar({ comparison, decision, onHelp }: DecisionBarProps) {
  const [comment, setComment] = useState<string | null>(null);
  const { review } = comparison;
  const text = comment?.trim() || undefined;
  const { accept, reject, undo } = decision;

  function decide(action: (comment?: string) => void): void {
    action(text);
    setComment(null);
  }
  return (
    <section className="decision" aria-label="Decision">
      <div className="decision-state" role="status">
        <Standing comparison={comparison} />
      </div>
      {comment !== null && accept && (
        <input
          className="input decision-comment"
          aria-label="Comment"
          placeholder="Why? Shown with the decision"
          maxLength={10_000}
          value={comment}
          // biome-ignore lint/a11y/noAutofocus: the person just asked for this field
          autoFocus
          onChange={(event) => setComment(event.target.value)}
          onKeyDown={(event) => event.key === 'Escape' && setComment(null)}
        />
      )}
      <div className="decision-actions">
        <button
          type="button"
          className="button button-plain button-icon decision-help"
          aria-label="Keyboard shortcuts"
          title="Keyboard shortcuts (?)"
          onClick={onHelp}
        >
          <Icon name="keyboard" />
        </button>
        {accept && comment === null && !review && (
          <button
            type="button"
            className="button button-plain button-icon"
            aria-label="Add a comment"
            title="Add a comment"
            onClick={() => setComment('')}
          >
            <Icon name="comment" />
          </button>
        )}
        {undo && (
          <button type="button" className="button" disabled={decision.saving} onClick={undo}>
            <Icon name="undo" />
            Undo
            <kbd>u</kbd>
          </button>
        )}
        {accept && review?.decision !== 'rejected' && (
          <button
            type="button"
            className="button button-bad"
            disabled={decision.saving}
            onClick={() => decide(reject)}
          >
            <Icon name="cross" />
            Reject
            <kbd>r</kbd>
          </button>
        )}
        {accept && review?.decision !== 'accepted' && (
          <button
            type="button"
            className="button button-good"
            disabled={decision.saving}
            onClick={() => decide(accept)}
          >
            <Icon name="check" />
            Accept
            <kbd>a</kbd>
          </button>
        )}
      </div>
    </section>
  );
}

function Standing({ comparison }: { comparison: Comparison }) {
  const { review, state, counts } = comparison;
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
    return (
      <p>
        <b>Waiting for a decision</b> <span className="soft number">{waiting(counts)}</span>
      </p>
    );
  }
  if (state === 'success') {
    return (
      <p>
        <b className="decision-good">Passed</b>{' '}
        <span className="soft">nothing needs a decision</span>
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
