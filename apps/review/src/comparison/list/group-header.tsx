import { memo } from 'react';
import type { Change, GroupBy, ReviewScope } from '../../api/entities.ts';
import { Icon } from '../../ui/icon.tsx';
import type { Decide } from '../decision/use-decision.ts';
import { groupTitle } from './arrangement.ts';

interface GroupHeaderProps {
  first: Change | undefined;
  groupBy: GroupBy;
  /** Whether the list hides rows, of this group maybe as well. */
  isFiltered: boolean;
  onDecide: Decide | null;
}

/** What somebody decides on with a whole group; null for groups that are only lists. */
export function scopeOfGroup(change: Change, groupBy: GroupBy): ReviewScope | null {
  if (groupBy === 'component') return { kind: 'component', component: change.component };
  if (groupBy === 'change' && change.change !== null) {
    return { kind: 'change', change: change.change };
  }
  return null;
}

/** What the rows below have in common, how many they are, and the way to decide on them as one. */
export const GroupHeader = memo(function GroupHeader(props: GroupHeaderProps) {
  const { first, groupBy, isFiltered, onDecide } = props;
  if (first === undefined) return null;
  const title = groupTitle(first, groupBy);
  const scope = scopeOfGroup(first, groupBy);
  const hidden = isFiltered ? ', also what is filtered out' : '';
  return (
    <div className="change-group">
      <span className="change-group-title">{title}</span>
      <span className="change-group-size number">{groupBy !== 'change' && first.groupSize}</span>
      {onDecide && scope && (
        <>
          <button
            type="button"
            className="button button-plain button-icon"
            aria-label={`Reject all of ${title}${hidden}`}
            title={`Reject this group${hidden}`}
            onClick={() => onDecide('rejected', scope)}
          >
            <Icon name="cross" />
          </button>
          <button
            type="button"
            className="button button-plain button-icon"
            aria-label={`Accept all of ${title}${hidden}`}
            title={`Accept this group${hidden}`}
            onClick={() => onDecide('accepted', scope)}
          >
            <Icon name="check" />
          </button>
        </>
      )}
    </div>
  );
});
