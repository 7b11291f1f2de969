import { useLocation } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import type { Change, GroupBy } from '../../api/entities.ts';
import type { Rows } from '../../api/use-rows.ts';
import { useActions } from '../../keys/use-actions.ts';
import { afterPaint } from '../../ui/after-paint.ts';
import type { Decide } from '../decision/use-decision.ts';
import { groupKey } from './arrangement.ts';
import { ChangeRow } from './change-row.tsx';
import { GroupHeader } from './group-header.tsx';
import './change-list.css';

/** Pixels; the same as in the style sheet. */
const rowHeight = 48;
const groupHeight = 40;

/** Milliseconds a place must stay in view before its rows are fetched: scrolling past costs nothing. */
const settleMs = 60;

interface ChangeListProps {
  rows: Rows<Change>;
  total: number;
  selected: number;
  groupBy: GroupBy;
  isFiltered: boolean;
  /** Whether the address names the selected row, so that it is to be scrolled to. */
  linked: boolean;
  onView: (inView: { first: number; last: number }) => void;
  onSelect: (index: number, change: Change | undefined) => void;
  /** Null where nothing of the list is decided on. */
  onDecide: Decide | null;
}

/** The beginning of the address of every row. */
function withoutSelection({ searchStr }: { searchStr: string }): string {
  const search = new URLSearchParams(searchStr);
  search.delete('c');
  search.delete('r');
  search.delete('m');
  return search.size === 0 ? '' : `${search}&`;
}

/** Rows in groups. Only those in view exist, whatever the length of the list. */
export function ChangeList(props: ChangeListProps) {
  const { rows, total, selected, groupBy, linked, onView, onSelect } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const sizer = useRef<HTMLDivElement>(null);
  const startsGroup = (index: number) => {
    const row = rows.at(index);
    if (row === undefined) return false;
    const before = rows.at(index - 1);
    return before === undefined || groupKey(row, groupBy) !== groupKey(before, groupBy);
  };
  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => rowHeight + (startsGroup(index) ? groupHeight : 0),
    overscan: 8,
  });

  // Rows that came make room for the names of their components. What a person looks at stays put.
  // biome-ignore lint/correctness/useExhaustiveDependencies: sizes follow from the rows, which `version` stands for
  useLayoutEffect(() => {
    const offset = virtualizer.scrollOffset ?? 0;
    const atEnd =
      offset > 0 &&
      offset + (scroller.current?.clientHeight ?? 0) >= virtualizer.getTotalSize() - 1;
    const anchor = virtualizer.getVirtualItemForOffset(offset);
    virtualizer.measure();
    const size = virtualizer.getTotalSize();
    if (offset === 0 || anchor === undefined) return;
    const moved = virtualizer.measurementsCache[anchor.index];
    if (sizer.current) sizer.current.style.height = `${size}px`;
    if (atEnd) virtualizer.scrollToOffset(size);
    else if (moved) virtualizer.scrollToOffset(offset + moved.start - anchor.start);
  }, [rows.version]);

  // Where the list stands is read from the layout, which the next picture must not wait for.
  const hasScrolled = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another selection scrolls
  useEffect(() => {
    if (!linked) return;
    const follow = () => virtualizer.scrollToIndex(selected, { align: 'auto' });
    if (hasScrolled.current) afterPaint(follow);
    else follow();
    hasScrolled.current = true;
  }, [selected, linked]);

  useActions(
    useMemo(
      () => ({
        'change.focus': () => {
          virtualizer.scrollToIndex(selected, { align: 'auto' });
          requestAnimationFrame(() =>
            scroller.current?.querySelector<HTMLElement>('[aria-current]')?.focus(),
          );
        },
      }),
      [virtualizer, selected],
    ),
  );

  const search = useLocation({ select: withoutSelection });
  const items = virtualizer.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    const timer = setTimeout(() => onView({ first, last }), settleMs);
    return () => clearTimeout(timer);
  }, [first, last, onView]);

  return (
    <div className="change-list" ref={scroller}>
      <div ref={sizer} className="change-list-all" style={{ height: virtualizer.getTotalSize() }}>
        <ul>
          {items.map((item) => (
            <li
              key={item.key}
              className="change-item"
              style={{ transform: `translateY(${item.start}px)` }}
              aria-setsize={total}
              aria-posinset={item.index + 1}
            >
              {startsGroup(item.index) && (
                <GroupHeader
                  first={rows.at(item.index)}
                  groupBy={groupBy}
                  isFiltered={props.isFiltered}
                  onDecide={props.onDecide}
                />
              )}
              <ChangeRow
                change={rows.at(item.index)}
                index={item.index}
                selected={item.index === selected}
                groupBy={groupBy}
                search={search}
                onSelect={onSelect}
              />
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
