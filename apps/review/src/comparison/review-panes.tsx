import { useCallback, useMemo, useState } from 'react';
import { isOfAccessibility } from '../accessibility/is-of-accessibility.ts';
import { useApi } from '../api/context.tsx';
import type { ChangeKind, Comparison, ReviewScope } from '../api/entities.ts';
import { type ComparisonPath, changePageQuery } from '../api/queries.ts';
import { useRows } from '../api/use-rows.ts';
import { useActions } from '../keys/use-actions.ts';
import { Failure, Notice } from '../ui/notice.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { ChangeDetail } from './change-detail.tsx';
import { decideActions } from './decision/decide-actions.ts';
import { DecisionBar } from './decision/decision-bar.tsx';
import { type Decide, type DecisionActions, rowId } from './decision/use-decision.ts';
import { findOpen } from './find-open.ts';
import { KindTabs } from './kind-tabs.tsx';
import { needsDecision } from './list/arrangement.ts';
import { ChangeList } from './list/change-list.tsx';
import { scopeOfGroup } from './list/group-header.tsx';
import { ListOptions } from './list/list-options.tsx';
import { chosenFilters } from './list/row-filters.ts';
import { PinsContext } from './pins/pins-context.ts';
import { usePreload } from './preload.ts';
import { useLookingAt } from './presence/presence-context.ts';
import { RowOnlookers } from './presence/row-onlookers.tsx';
import { locate } from './selection.ts';
import { ThreadPanel } from './threads/thread-panel.tsx';
import { ThreadsButton } from './threads/threads-button.tsx';
import { useTalk } from './threads/use-talk.ts';
import { TurningDetail } from './turn/turning-detail.tsx';
import { type ListChoice, useReviewAddress } from './use-review-address.ts';
import { useView, viewActions } from './use-view.ts';
import './review-panes.css';

interface ReviewPanesProps {
  path: ComparisonPath;
  comparison: Comparison;
  decision: DecisionActions;
}

/** The list on the left, the chosen change on the right, the decision below. */
export function ReviewPanes({ path, comparison, decision }: ReviewPanesProps) {
  const api = useApi();
  const address = useReviewAddress(comparison.counts);
  const { kind, list, selection, select } = address;
  const [inView, setInView] = useState({ first: 0, last: 0 });
  const view = useView(address.isAhead);
  const listPath = { account: path.account, comparison: comparison.id, kind, ...list };
  const rows = useRows({
    page: (page) => changePageQuery(api, listPath, page),
    rows: (page) => page.changes,
    total: (page) => page.total,
    wanted: [inView.first, inView.last, selection?.index ?? 0],
  });
  const total = rows.total ?? 0;
  const index = Math.min(selection ? locate(selection, rows.at) : 0, Math.max(0, total - 1));
  const change = rows.at(index);
  // What did not change is not talked about.
  const said = kind === 'unchanged' ? undefined : change;
  const talk = useTalk({ path, comparison: comparison.id, address, index, change: said });
  const { toggle, isOpen: isTalkOpen } = talk;
  useLookingAt(change ? rowId(change) : null);
  const next = rows.at(index + 1);
  usePreload({ account: path.account, comparison: comparison.id }, next);

  const { decide, undo } = decision;
  const { setView, setFindingsView } = view;
  const isAccessibility = isOfAccessibility(change);
  const { at } = rows;
  const isOpen = needsDecision(kind);
  const current = useMemo<ReviewScope | null>(
    () => (isOpen && change ? { kind: 'snapshots', ids: [rowId(change)] } : null),
    [isOpen, change],
  );
  const { standing } = list;
  const onDecide = useCallback<Decide>(
    (verdict, scope, comment) => {
      decide?.(verdict, scope, comment);
      if (scope.kind !== 'snapshots' || standing !== null) return;
      // On to what somebody still has to look at; where that is not known yet, to the next one.
      const to = findOpen({ at, total }, index, 1);
      if (to !== null) select(to, at(to));
    },
    [decide, standing, index, total, at, select],
  );
  const group = useMemo(
    () => (isOpen && change ? scopeOfGroup(change, list.groupBy) : null),
    [isOpen, change, list.groupBy],
  );
  const handlers = useMemo(() => {
    const move = (to: number | null) => {
      if (to !== null && to >= 0 && to < total) select(to, at(to));
    };
    return {
      'change.next': () => move(index + 1),
      'change.previous': () => move(index - 1),
      'change.nextOpen': isOpen ? () => move(findOpen({ at, total }, index, 1)) : null,
      'change.previousOpen': isOpen ? () => move(findOpen({ at, total }, index, -1)) : null,
      ...decideActions({ decide: decide && onDecide, current, group, undo }),
      ...viewActions({ setView, setFindingsView }, isAccessibility),
      'threads.toggle': toggle,
      ...(isTalkOpen ? {} : { 'thread.next': toggle, 'thread.previous': toggle }),
    };
  }, [
    index,
    total,
    at,
    select,
    isOpen,
    decide,
    onDecide,
    current,
    group,
    undo,
    setView,
    setFindingsView,
    isAccessibility,
    toggle,
    isTalkOpen,
  ]);
  useActions(handlers);

  return (
    <PinsContext value={talk.pins}>
      <KindTabs counts={comparison.counts} current={kind} />
      <div className="review" data-step={selection ? 'detail' : 'list'} data-talking={talk.isOpen}>
        <div className="review-list">
          <ListOptions
            path={listPath}
            comparison={comparison}
            total={rows.total}
            onChoose={address.choose}
          />
          {rows.error && total === 0 ? (
            <Failure error={rows.error} retry={rows.retry} />
          ) : rows.total === undefined ? (
            <Skeleton lines={10} label="Loading changes" />
          ) : total === 0 ? (
            <EmptyList kind={kind} list={list} />
          ) : (
            <ChangeList
              key={JSON.stringify([kind, list])}
              rows={rows}
              total={total}
              selected={index}
              groupBy={list.groupBy}
              isFiltered={list.filter !== '' || chosenFilters(list).length > 0}
              linked={selection !== null}
              onView={setInView}
              onSelect={select}
              onDecide={isOpen ? decide : null}
            />
          )}
        </div>
        <TurningDetail rows={rows} index={index} viewport={view.viewport} onSelect={select}>
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
              actions={
                <>
                  {change && <RowOnlookers snapshot={rowId(change)} />}
                  {said && (
                    <ThreadsButton threads={said.threads} isOpen={talk.isOpen} onToggle={toggle} />
                  )}
                </>
              }
            />
          )}
        </TurningDetail>
        {talk.isOpen && <ThreadPanel key={talk.pins.board.row} path={path} talk={talk} />}
      </div>
      <DecisionBar
        comparison={comparison}
        decision={decision}
        current={current}
        onDecide={onDecide}
      />
    </PinsContext>
  );
}

function EmptyList({ kind, list }: { kind: ChangeKind; list: ListChoice }) {
  const { filter, standing } = list;
  const chosen = chosenFilters(list);
  const [only] = chosen;
  if (chosen.length === 1 && only === 'standing' && filter === '') {
    return standing === 'undecided' ? (
      <Notice icon="check" title={`Everything ${kind} is decided on`} />
    ) : (
      <Notice icon="check" title={`Nothing ${standing}`} />
    );
  }
  if (chosen.length > 0) {
    return (
      <Notice icon="search" title={`No ${kind} snapshot has all of this`}>
        <p>Take a filter away to see more.</p>
      </Notice>
    );
  }
  if (filter !== '') {
    return (
      <Notice icon="search" title={`No ${kind} snapshot matches`}>
        <p>Filter for parts of a component's, variant's or target's name.</p>
      </Notice>
    );
  }
  return <Notice icon="check" title={`Nothing ${kind}`} />;
}
