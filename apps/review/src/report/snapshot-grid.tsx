import { useVirtualizer } from '@tanstack/react-virtual';
import { lazy, Suspense, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useApi } from '../api/context.tsx';
import type { Snapshot } from '../api/entities.ts';
import { type ReportPath, reportPageQuery } from '../api/queries.ts';
import { useRows } from '../api/use-rows.ts';
import { Notice } from '../ui/notice.tsx';
import { SnapshotTile } from '../ui/snapshot-tile.tsx';

/** Fetched when it is first opened. */
const FindingsDialog = lazy(() => import('./findings-dialog.tsx'));

/** Pixels: least width of a tile, and the height of a row of tiles with its gap. */
const tileWidth = 230;
const rowHeight = 230;

/** So that a phone shows more than one picture at a time. */
const leastColumns = 2;

function useColumns(element: React.RefObject<HTMLElement | null>): number {
  const [columns, setColumns] = useState(leastColumns);
  // Before the first paint, so that no tile is ever seen in another size.
  useLayoutEffect(() => {
    const grid = element.current;
    if (grid === null) return;
    const measure = () =>
      setColumns(Math.max(leastColumns, Math.floor(grid.clientWidth / tileWidth)));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(grid);
    return () => observer.disconnect();
  }, [element]);
  return columns;
}

/** Tiles of the snapshots in view; the rest of a long report is neither fetched nor drawn. */
export function SnapshotGrid({ path }: { path: ReportPath }) {
  const api = useApi();
  const scroller = useRef<HTMLElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  const columns = useColumns(grid);
  const [inView, setInView] = useState({ first: 0, last: 0 });
  /** Stays while it is closing. */
  const [opened, setOpened] = useState<{ snapshot: Snapshot; open: boolean }>();
  const rows = useRows({
    page: (page) => reportPageQuery(api, path, page),
    rows: (report) => report.snapshots,
    total: (report) => report.total,
    wanted: [inView.first, inView.last],
  });
  const total = rows.total ?? 0;
  const virtualizer = useVirtualizer({
    count: Math.ceil(total / columns),
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 2,
  });
  const items = virtualizer.getVirtualItems();
  const first = (items[0]?.index ?? 0) * columns;
  const last = Math.max(first, Math.min(total, ((items.at(-1)?.index ?? 0) + 1) * columns) - 1);
  useEffect(() => setInView({ first, last }), [first, last]);

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="snapshots" ref={scroller} tabIndex={0} aria-label="Snapshots">
      {rows.total === 0 && (
        <Notice icon="search" title="No snapshot matches">
          <p>Filter for a part of a component's, variant's or target's name.</p>
        </Notice>
      )}
      <div ref={grid} className="snapshots-all" style={{ height: virtualizer.getTotalSize() }}>
        {items.map((item) => (
          <div
            key={item.key}
            className="snapshots-row"
            style={{
              transform: `translateY(${item.start}px)`,
              gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
            }}
          >
            {Array.from({ length: columns }, (_, column) => item.index * columns + column)
              .filter((index) => index < total)
              .map((index) => (
                <Tile
                  key={index}
                  snapshot={rows.at(index)}
                  onOpen={(snapshot) => setOpened({ snapshot, open: true })}
                />
              ))}
          </div>
        ))}
      </div>
      {opened && (
        <Suspense>
          <FindingsDialog
            account={path.account}
            {...opened}
            onClose={() => setOpened({ ...opened, open: false })}
          />
        </Suspense>
      )}
    </section>
  );
}

interface TileProps {
  snapshot: Snapshot | undefined;
  onOpen: (snapshot: Snapshot) => void;
}

/** A snapshot, small. It leads to its picture, or to what was found in it. */
function Tile({ snapshot, onOpen }: TileProps) {
  if (snapshot === undefined) return <div className="snapshot snapshot-empty" />;
  const { accessibility } = snapshot.image;
  return (
    <SnapshotTile
      {...snapshot}
      onOpen={accessibility === null ? undefined : () => onOpen(snapshot)}
    >
      <TileOrigin snapshot={snapshot} />
    </SnapshotTile>
  );
}

/** Nothing for what was rendered for the report. */
function TileOrigin({ snapshot }: { snapshot: Snapshot }) {
  const { snapRequestId, copied, carriedOverFrom } = snapshot;
  if (copied) {
    return (
      <span className="snapshot-origin soft" title="From an earlier capture">
        Copied
      </span>
    );
  }
  if (snapRequestId !== null) return null;
  return (
    <span
      className="snapshot-origin soft"
      title={carriedOverFrom === null ? undefined : `From the report of ${carriedOverFrom}`}
    >
      Carried over
    </span>
  );
}
