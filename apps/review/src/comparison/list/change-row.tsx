import { type MouseEvent, memo } from 'react';
import { isOfAccessibility } from '../../accessibility/is-of-accessibility.ts';
import type { Change, GroupBy, ViolationCounts } from '../../api/entities.ts';
import { Icon } from '../../ui/icon.tsx';
import { capturedTwice } from '../captured-twice.ts';
import { DecisionMark } from '../decision/decision-mark.tsx';
import { DifferenceLabel } from '../difference-label.tsx';
import { formatSelection } from '../selection.ts';

interface ChangeRowProps {
  change: Change | undefined;
  index: number;
  selected: boolean;
  groupBy: GroupBy;
  /** What the address says, but for what is looked at; empty or ends with `&`. */
  search: string;
  onSelect: (index: number, change: Change | undefined) => void;
}

const signed = (difference: number) => (difference > 0 ? `+${difference}` : `−${-difference}`);

/** Says in few letters that more or less was found, or that the pictures have different sizes. */
function noteOf({ before, after }: Change): string | null {
  const from = before?.image;
  const to = after?.image;
  if (from?.accessibility && to?.accessibility) {
    const total = (counts: ViolationCounts) =>
      Object.values(counts).reduce((sum, one) => sum + one);
    const more = total(to.accessibility.violations) - total(from.accessibility.violations);
    return more === 0
      ? null
      : `${signed(more)} ${Math.abs(more) === 1 ? 'violation' : 'violations'}`;
  }
  if (!from?.width || !from.height || !to?.width || !to.height) return null;
  const wider = to.width - from.width;
  const taller = to.height - from.height;
  if (taller !== 0) return `${signed(taller)} px high`;
  if (wider !== 0) return `${signed(wider)} px wide`;
  if (!from.animation || !to.animation) return null;
  const more = to.animation.frameCount - from.animation.frameCount;
  return more === 0 ? null : `${signed(more)} ${Math.abs(more) === 1 ? 'frame' : 'frames'}`;
}

/** Renders only when it says something else: stepping to the next change renders two of many. */
export const ChangeRow = memo(function ChangeRow(props: ChangeRowProps) {
  const { change, index, selected, groupBy, search, onSelect } = props;
  if (change === undefined) return <div className="change-row change-row-empty" />;
  const note =
    change.toleratedWhy ?? (capturedTwice(change) ? 'differs from itself' : noteOf(change));
  const animated = (change.after ?? change.before)?.image.animation !== null;

  function onClick(event: MouseEvent): void {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    onSelect(index, change);
  }
  return (
    <a
      className="change-row"
      href={`?${search}c=${formatSelection(index, change)}`}
      aria-current={selected ? 'true' : undefined}
      onClick={onClick}
    >
      <span className="change-row-head">
        <span className="change-row-name">
          {groupBy === 'component' ? (
            <span className="unseen">{change.component}, </span>
          ) : (
            <span className="change-row-component">{change.component} </span>
          )}
          {change.variant}
        </span>
        {change.difference && !isOfAccessibility(change) && (
          <DifferenceLabel difference={change.difference} />
        )}
        {change.threads.open > 0 && (
          <span className="change-row-threads soft" title="Open comments">
            <Icon name="comment" size={13} />
            {change.threads.open}
            <span className="unseen"> open comments</span>
          </span>
        )}
        {change.decision && <DecisionMark decision={change.decision} />}
      </span>
      <span className="change-row-meta soft">
        <span className="change-row-target">
          {change.target}
          {animated && ' · animated'}
        </span>
        {note && <span className="change-row-size number">{note}</span>}
      </span>
    </a>
  );
});
