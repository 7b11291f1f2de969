import type { MergedNode } from '@twinlens/accessibility-diff';
import { type CSSProperties, type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { TreeRowContent } from './tree-row-content.tsx';
import { itemsOf, openAtFirst, rowsOf, type TreeRow } from './tree-rows.ts';
import './aria-tree.css';

interface AriaTreeProps {
  nodes: MergedNode[];
  /** Whether there are two trees, so that what did not change is folded. */
  compared: boolean;
  label: string;
  /** The id of what says it in a sentence. */
  describedBy: string | undefined;
}

/**
 * A tree of nodes that are opened and closed, by the keys of the pattern for trees: arrows, Home and End,
 * and Enter or the space bar.
 */
export function AriaTree({ nodes, compared, label, describedBy }: AriaTreeProps) {
  const items = useMemo(() => itemsOf(nodes, compared), [nodes, compared]);
  const [open, setOpen] = useState(() => openAtFirst(items, compared));
  const rows = useMemo(() => rowsOf(items, open), [items, open]);
  const [current, setCurrent] = useState<string | null>(null);
  const tree = useRef<HTMLDivElement>(null);
  const stop = Math.max(
    0,
    rows.findIndex(({ item }) => item.key === current),
  );

  const toggle = ({ item, isOpen }: TreeRow) => {
    if (item.items.length === 0) return;
    const next = new Set(open);
    if (isOpen) next.delete(item.key);
    else next.add(item.key);
    setOpen(next);
  };
  const goTo = (index: number) => {
    const row = rows[Math.min(Math.max(index, 0), rows.length - 1)];
    if (row === undefined) return;
    setCurrent(row.item.key);
    tree.current?.querySelector<HTMLElement>(`[data-key="${row.item.key}"]`)?.focus();
  };
  /** @returns whether the key means something here */
  const act = (key: string, row: TreeRow): boolean => {
    const isClosed = row.item.items.length > 0 && !row.isOpen;
    switch (key) {
      case 'ArrowDown':
        goTo(stop + 1);
        return true;
      case 'ArrowUp':
        goTo(stop - 1);
        return true;
      case 'Home':
        goTo(0);
        return true;
      case 'End':
        goTo(rows.length - 1);
        return true;
      case 'ArrowRight':
        if (isClosed) toggle(row);
        else if (row.isOpen) goTo(stop + 1);
        return true;
      case 'ArrowLeft':
        if (row.isOpen) toggle(row);
        else if (row.parent) goTo(rows.findIndex(({ item }) => item.key === row.parent));
        return true;
      case 'Enter':
      case ' ':
        toggle(row);
        return true;
      default:
        return false;
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[stop];
    if (row === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    if (act(event.key, row)) event.preventDefault();
  };

  return (
    <div
      ref={tree}
      role="tree"
      className="aria-tree"
      aria-label={label}
      aria-describedby={describedBy}
      onKeyDown={onKeyDown}
    >
      {rows.map((row, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the tree listens for the keys
        <div
          key={row.item.key}
          role="treeitem"
          className={`aria-row aria-${row.item.kind === 'fold' ? 'fold' : row.item.node.mark}`}
          data-key={row.item.key}
          style={{ '--indent': row.indent } as CSSProperties}
          aria-level={row.level}
          aria-posinset={row.position}
          aria-setsize={row.setSize}
          aria-expanded={row.item.items.length > 0 ? row.isOpen : undefined}
          aria-selected={false}
          tabIndex={index === stop ? 0 : -1}
          onFocus={() => setCurrent(row.item.key)}
          onClick={() => toggle(row)}
        >
          <TreeRowContent row={row} />
        </div>
      ))}
    </div>
  );
}
