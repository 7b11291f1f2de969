import { Link } from '@tanstack/react-router';
import { type ReactNode, useMemo, useRef } from 'react';
import { isOfAccessibility } from '../accessibility/is-of-accessibility.ts';
import type { Change, ChangeKind, Comparison } from '../api/entities.ts';
import type { ComparisonPath } from '../api/queries.ts';
import { useKeyHint } from '../keys/key-hint.tsx';
import { useActions } from '../keys/use-actions.ts';
import { Icon } from '../ui/icon.tsx';
import { Failure } from '../ui/notice.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { ChangeViews } from './change-views.tsx';
import { DecisionLine } from './decision/decision-line.tsx';
import { DifferenceLine } from './difference-line.tsx';
import { FlakeButton } from './flake-button.tsx';
import { TimingsLine } from './timings-line.tsx';
import type { ViewChoice } from './use-view.ts';
import './change-detail.css';

interface ChangeDetailProps {
  path: ComparisonPath;
  comparison: Comparison;
  kind: ChangeKind;
  /** Undefined while it is on its way. */
  change: Change | undefined;
  error: Error | null;
  retry: () => void;
  index: number;
  total: number;
  view: ViewChoice;
  /** More buttons of its header. */
  actions: ReactNode;
  onSelect: (index: number) => void;
  onBack: () => void;
}

const number = new Intl.NumberFormat('en');

/** One change: where it is, its pictures, and how they were made. */
export function ChangeDetail(props: ChangeDetailProps) {
  const { change, index, total, kind, path } = props;
  return (
    <>
      <header className="change-header">
        <button type="button" className="button button-plain change-back" onClick={props.onBack}>
          <Icon name="back" />
          List
        </button>
        <div className="change-title">
          <h2>
            {change ? change.component : 'Loading…'}
            {change && <span className="change-variant">{change.variant}</span>}
          </h2>
          {change && <p className="soft">{change.target}</p>}
        </div>
        {change?.before && change.after && (kind === 'changed' || kind === 'ignored') && (
          <FlakeButton
            key={`${change.before.snapshotId} ${change.after.snapshotId}`}
            path={path}
            comparison={props.comparison.id}
            flaky={kind === 'ignored'}
            pair={{
              beforeSnapshotId: change.before.snapshotId,
              afterSnapshotId: change.after.snapshotId,
            }}
          />
        )}
        {props.actions}
        <div className="change-steps">
          <button
            type="button"
            className="button button-plain button-icon"
            aria-label="Previous change"
            {...useKeyHint('change.previous', 'Previous')}
            disabled={index === 0}
            onClick={() => props.onSelect(index - 1)}
          >
            <Icon name="previous" />
          </button>
          <span className="soft number">
            {number.format(index + 1)} / {number.format(total)}
          </span>
          <button
            type="button"
            className="button button-plain button-icon"
            aria-label="Next change"
            {...useKeyHint('change.next', 'Next')}
            disabled={index + 1 >= total}
            onClick={() => props.onSelect(index + 1)}
          >
            <Icon name="next" />
          </button>
        </div>
      </header>
      {change ? (
        <>
          {change.before && change.after && change.difference && !isOfAccessibility(change) && (
            <DifferenceLine
              path={{
                account: path.account,
                comparison: props.comparison.id,
                beforeSnapshotId: change.before.snapshotId,
                afterSnapshotId: change.after.snapshotId,
              }}
              toleratedWhy={change.toleratedWhy}
            />
          )}
          {change.decision && <DecisionLine path={path} decision={change.decision} />}
          <ChangeViews account={path.account} kind={kind} change={change} view={props.view} />
          <ChangeFooter path={path} change={change} />
        </>
      ) : props.error ? (
        <Failure error={props.error} retry={props.retry} />
      ) : (
        <Skeleton label="Loading change" />
      )}
    </>
  );
}

/** How its pictures were made, and where that is told. */
function ChangeFooter({ path, change: { after } }: { path: ComparisonPath; change: Change }) {
  const why = useRef<HTMLAnchorElement>(null);
  const log = useRef<HTMLAnchorElement>(null);
  useActions(
    useMemo(
      () => ({
        'change.why': () => why.current?.click(),
        'change.log': () => log.current?.click(),
      }),
      [],
    ),
  );
  const whyHint = useKeyHint('change.why');
  const logHint = useKeyHint('change.log');
  const account = String(path.account);
  return (
    <footer className="change-footer">
      <TimingsLine after={after} />
      {after !== null && (
        <Link
          ref={why}
          to="/a/$account/p/$project/report/$sha/snapshot/$snapshot"
          params={{
            account,
            project: String(path.project),
            sha: path.sha2,
            snapshot: String(after.snapshotId),
          }}
          {...whyHint}
        >
          Why it looks like this
        </Link>
      )}
      {after?.snapRequestId != null && (
        <Link
          ref={log}
          to="/a/$account/snap-requests/$id"
          params={{ account, id: String(after.snapRequestId) }}
          {...logHint}
        >
          Capture log
        </Link>
      )}
    </footer>
  );
}
