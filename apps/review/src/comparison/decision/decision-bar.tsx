import { useMemo, useState } from 'react';
import type { Comparison, ReviewScope } from '../../api/entities.ts';
import { KeyLetter, useKeyHint } from '../../keys/key-hint.tsx';
import { showKeys } from '../../keys/page-keys.tsx';
import { useActions } from '../../keys/use-actions.ts';
import { Icon } from '../../ui/icon.tsx';
import { countOpen } from './count-open.ts';
import { DecisionProgress, Standing } from './standing.tsx';
import type { DecisionActions, Verdict } from './use-decision.ts';
import './decision-bar.css';

interface DecisionBarProps {
  comparison: Comparison;
  decision: DecisionActions;
  /** What is looked at, if that is something to decide on. */
  current: ReviewScope | null;
  onDecide: (verdict: Verdict, scope: ReviewScope, comment?: string) => void;
}

const number = new Intl.NumberFormat('en');

/** Always in view: how the comparison stands, and the way to decide. */
export function DecisionBar({ comparison, decision, current, onDecide }: DecisionBarProps) {
  const [comment, setComment] = useState<string | null>(null);
  const text = comment?.trim() || undefined;
  const { decide, undo, saving } = decision;
  const { counts, decided } = comparison;
  const open = countOpen(counts);
  const left = open - decided.accepted - decided.rejected;
  const restWords =
    left > 0 && left < open
      ? `Accept the other ${number.format(left)}`
      : `Accept all ${number.format(open)}`;
  const rest: ReviewScope = { kind: left > 0 ? 'undecided' : 'everything' };

  const commentHint = useKeyHint('decide.comment');
  const undoHint = useKeyHint('decide.undo');
  const restHint = useKeyHint('decide.acceptRest');
  const rejectHint = useKeyHint('decide.reject', 'Reject this one');
  const acceptHint = useKeyHint('decide.accept', 'Accept this one');
  const canDecide = decide !== null;
  useActions(
    useMemo(() => ({ 'decide.comment': canDecide ? () => setComment('') : null }), [canDecide]),
  );

  function say(verdict: Verdict, scope: ReviewScope): void {
    onDecide(verdict, scope, text);
    setComment(null);
  }
  return (
    <section className="decision" aria-label="Decision">
      <DecisionProgress comparison={comparison} />
      <div className="decision-state" role="status">
        <Standing comparison={comparison} />
      </div>
      {comment !== null && decide && (
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
          {...useKeyHint('page.keys', 'Keyboard shortcuts')}
          onClick={showKeys}
        >
          <Icon name="keyboard" />
        </button>
        {decide && comment === null && (
          <button
            type="button"
            className="button button-plain button-icon"
            aria-label="Add a comment"
            {...commentHint}
            onClick={() => setComment('')}
          >
            <Icon name="comment" />
          </button>
        )}
        {undo && (
          <button
            type="button"
            className="button button-plain"
            disabled={saving}
            {...undoHint}
            onClick={() => undo()}
          >
            <Icon name="undo" />
            <span className="decision-wide">Undo</span>
            <KeyLetter of="decide.undo" />
          </button>
        )}
        {decide && (open > 1 || !current) && (
          <button
            type="button"
            className="button decision-rest"
            disabled={saving}
            {...restHint}
            onClick={() => say('accepted', rest)}
          >
            {restWords}
            <KeyLetter of="decide.acceptRest" />
          </button>
        )}
        {decide && current && (
          <>
            <button
              type="button"
              className="button button-bad decision-one"
              {...rejectHint}
              onClick={() => say('rejected', current)}
            >
              <Icon name="cross" />
              Reject
              <KeyLetter of="decide.reject" />
            </button>
            <button
              type="button"
              className="button button-good decision-one"
              {...acceptHint}
              onClick={() => say('accepted', current)}
            >
              <Icon name="check" />
              Accept
              <KeyLetter of="decide.accept" />
            </button>
          </>
        )}
      </div>
    </section>
  );
}
