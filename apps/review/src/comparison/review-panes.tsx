import { useEffect, useMemo, useState } from 'react';
import { isOfAccessibility } from '../accessibility/is-of-accessibility.ts';
import { useApi } from '../api/context.tsx';
import type { Comparison } from '../api/entities.ts';
import { type ComparisonPath, changePageQuery } from '../api/queries.ts';
import { useRows } from '../api/use-rows.ts';
import { FilterBox } from '../ui/filter-box.tsx';
import { Failure, Notice } from '../ui/notice.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { useShortcuts } from '../ui/use-shortcuts.ts';
import { ChangeDetail } from './change-detail.tsx';
import { ChangeList } from './change-list.tsx';
import { DecisionBar } from './decision-bar.tsx';
import { DifferenceFilter } from './difference-filter.tsx';
import { type DifferenceClass, differenceWords, hasDifferences } from './difference-words.ts';
import { KindTabs } from './kind-tabs.tsx';
import { preload } from './preload.ts';
import { locate } from './selection.ts';
import { ShortcutsDialog } from './shortcuts-dialog.tsx';
import { useDecision } from './use-decision.ts';
import { useReviewAddress } from './use-review-address.ts';
import { useView, viewShortcuts } from './use-view.ts';
import './review-panes.css';

interface ReviewPanesProps {
  path: ComparisonPath;
  comparison: Comparison;
}

/** The list on the left, the chosen change on the right, the decision below. */
export function ReviewPanes({ path, comparison }: ReviewPanesProps) {
  const api = useApi();
  const address = useReviewAddress(comparison.counts);
  const { kind, filter, difference, selection, select } = address;
  const [inView, setInView] = useState({ first: 0, last: 0 });
  const [helpOpen, setHelpOpen] = useState(false);
  const view = useView();
  const decision = useDecision(path, comparison);
  const list = { account: path.account, comparison: comparison.id, kind, filter, difference };
  const rows = useRows({
    page: (page) => changePageQuery(api, list, page),
    rows: (page) => page.changes,
    total: (page) => page.total,
    wanted: [inView.first, inView.last, selection?.index ?? 0],
  });
  const total = rows.total ?? 0;
  const index = Math.min(selection ? locate(selection, rows.at) : 0, Math.max(0, total - 1));
  const change = rows.at(index);
  const next = rows.at(index + 1);
  useEffect(() => preload(next), [next]);

  const { accept, reject, undo } = decision;
  const { setView, setFindingsView } = view;
  const isAccessibility = isOfAccessibility(change);
  const { at } = rows;
  const shortcuts = useMemo(() => {
    const move = (to: number) => {
      if (to >= 0 && to < total) select(to, at(to));
    };
    return {
      j: () => move(index + 1),
      k: () => move(index - 1),
      ...(accept && { a: () => accept(), r: () => reject() }),
      ...(undo && { u: undo }),
      ...viewShortcuts({ setView, setFindingsView }, isAccessibility),
      '?': () => setHelpOpen(true),
    };
  }, [index, total, at, select, accept, reject, undo, setView, setFindingsView, isAccessibility]);
  useShortcuts(shortcuts);

  return (
    <>
      <KindTabs counts={comparison.counts} current={kind} />
      <div className="review" data-step={selection ? 'detail' : 'list'}>
        <div className="review-list">
          <div className="review-filter">
            <FilterBox
              key={kind}
              value={filter}
              onChange={address.setFilter}
              label={`Filter ${kind} snapshots`}
            />
            {hasDifferences(kind) && (
              <DifferenceFilter value={difference} onChange={address.setDifference} />
            )}
          </div>
          {rows.error && total === 0 ? (
            <Failure error={rows.error} retry={rows.retry} />
          ) : rows.total === undefined ? (
            <Skeleton lines={10} label="Loading changes" />
          ) : total === 0 ? (
            <EmptyList kind={kind} filter={filter} difference={difference} />
          ) : (
            <ChangeList
              key={`${kind} ${difference} ${filter}`}
              rows={rows}
              total={total}
              selected={index}
              linked={selection !== null}
              onView={setInView}
              onSelect={select}
            />
          )}
        </div>
        <div className="review-detail">
          {total > 0 && (
            <ChangeDetail
              path={path}
              comparison={comparison}
              kind={kind}
              change={change}
              error={rows.error}
              retry={rows.retry}
              index={index}
              total={total}
              view={view}
              onSelect={(to) => select(to, rows.at(to))}
              onBack={address.deselect}
            />
          )}
        </div>
      </div>
      <DecisionBar comparison={comparison} decision={decision} onHelp={() => setHelpOpen(true)} />
      <ShortcutsDialog open={helpOpen} onClose={() => setHelpOpen(false)} />
    </>
  );
}

interface EmptyListProps {
  kind: string;
  filter: string;
  difference: DifferenceClass | null;
}

function EmptyList({ kind, filter, difference }: EmptyListProps) {
  if (difference !== null) {
    const { short } = differenceWords[difference];
    return (
      <Notice icon="search" title={`No ${kind} snapshot of this kind`}>
        <p>None of those listed differs like this: {short.toLowerCase()}.</p>
      </Notice>
    );
  }
  if (filter !== '') {
    return (
      <Notice icon="search" title={`No ${kind} snapshot matches`}>
        <p>Filter for a part of a component's, variant's or target's name.</p>
      </Notice>
    );
  }
  return <Notice icon="check" title={`Nothing ${kind}`} />;
}
