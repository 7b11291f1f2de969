import { useCallback, useMemo, useState } from 'react';
import { isOfAccessibility } from '../accessibility/is-of-accessibility.ts';
import { useApi } from '../api/context.tsx';
import type { ChangeKind, Comparison, ReviewScope } from '../api/entities.ts';
import { type ComparisonPath, changePageQuery } from '../api/queries.ts';
import { useRows } from '../api/use-rows.ts';
import { Failure, Notice } from '../ui/notice.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { useShortcuts } from '../ui/use-shortcuts.ts';
import { ChangeDetail } from './change-detail.tsx';
import { DecisionBar } from './decision/decision-bar.tsx';
import { decisionShortcuts } from './decision/decision-shortcuts.ts';
import { type Decide, type DecisionActions, isUndecided, rowId } from './decision/use-decision.ts';
import { differenceWords } from './difference-words.ts';
import { KindTabs } from './kind-tabs.tsx';
import { needsDecision } from './list/arrangement.ts';
import { ChangeList } from './list/change-list.tsx';
import { scopeOfGroup } from './list/group-header.tsx';
import { ListOptions } from './list/list-options.tsx';
import { PinsContext } from './pins/pins-context.ts';
import { usePreload } from './preload.ts';
import { useLookingAt } from './presence/presence-context.ts';
import { RowOnlookers } from './presence/row-onlookers.tsx';
import { locate } from './selection.ts';
import { ShortcutsDialog } from './shortcuts-dialog.tsx';
import { ThreadPanel } from './threads/thread-panel.tsx';
import { ThreadsButton } from './threads/threads-button.tsx';
import { useTalk } from './threads/use-talk.ts';
import { type ListChoice, useReviewAddress } from './use-review-address.ts';
import { useView, viewShortcuts } from './use-view.ts';
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
  const [helpOpen, setHelpOpen] = useState(false);
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
  const { toggle } = talk;
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
      for (let to = index + 1; to < total; to++) {
        const candidate = at(to);
        if (candidate === undefined || isUndecided(candidate)) return select(to, candidate);
      }
    },
    [decide, standing, index, total, at, select],
  );
  const group = useMemo(
    () => (isOpen && change ? scopeOfGroup(change, list.groupBy) : null),
    [isOpen, change, list.groupBy],
  );
  const shortcuts = useMemo(() => {
    const move = (to: number) => {
      if (to >= 0 && to < total) select(to, at(to));
    };
    return {
      j: () => move(index + 1),
      k: () => move(index - 1),
      ...decisionShortcuts({
        decide: decide && onDecide,
        current,
        group,
        undo: undo && (() => undo()),
      }),
      ...viewShortcuts({ setView, setFindingsView }, isAccessibility),
      c: toggle,
      '?': () => setHelpOpen(true),
    };
  }, [
    index,
    total,
    at,
    select,
    decide,
    onDecide,
    current,
    group,
    undo,
    setView,
    setFindingsView,
    isAccessibility,
    toggle,
  ]);
  useShortcuts(shortcuts);

  return (
    <PinsContext value={talk.pins}>
      <KindTabs counts={comparison.counts} current={kind} />
      <div className="review" data-step={selection ? 'detail' : 'list'} data-talking={talk.isOpen}>
        <div className="review-list">
          <ListOptions kind={kind} list={list} onChoose={address.choose} />
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
              linked={selection !== null}
              onView={setInView}
              onSelect={select}
              onDecide={isOpen ? decide : null}
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
        </div>
        {talk.isOpen && <ThreadPanel key={talk.pins.board.row} path={path} talk={talk} />}
      </div>
      <DecisionBar
        comparison={comparison}
        decision={decision}
        current={current}
        onDecide={onDecide}
        onHelp={() => setHelpOpen(true)}
      />
      <ShortcutsDialog open={helpOpen} onClose={() => setHelpOpen(false)} />
    </PinsContext>
  );
}

function EmptyList({ kind, list }: { kind: ChangeKind; list: ListChoice }) {
  const { filter, difference, standing } = list;
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
        <p>Filter for parts of a component's, variant's or target's name.</p>
      </Notice>
    );
  }
  if (standing === 'undecided') {
    return <Notice icon="check" title={`Everything ${kind} is decided on`} />;
  }
  return <Notice icon="check" title={`Nothing ${standing ?? kind}`} />;
}
