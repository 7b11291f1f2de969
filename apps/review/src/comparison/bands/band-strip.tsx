import type { RowBand } from '@twinlens/image-diff/browser';
import { type CSSProperties, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useStored } from '../../ui/store.ts';
import type { Look } from '../look/look.ts';
import { hidesNothing } from '../pins/pin-board.ts';
import { usePins } from '../pins/pins-context.ts';
import { useSought } from '../pins/use-sought.ts';
import { BandPair } from './band-pair.tsx';
import { bandWords } from './band-words.ts';
import type { Fold } from './fold-bands.ts';
import { FoldButton } from './fold-button.tsx';
import { findShown, hasRowsOf } from './place-in-bands.ts';
import { scrollToPlace, scrollToRegion } from './scroll-strip.ts';
import './bands.css';

interface BandStripProps {
  look: Look;
  label: string;
  folds: Fold[];
  /** Whether both sides are below each other where there is little room. */
  stacks: boolean;
  onUnfold?: (index: number) => void;
}

/** Less room than this is that of a phone. Pixels. */
const narrow = 560;

/** Pixels between the sides; the same as in the style sheet. */
const gap = 12;

/** Bands of both pictures below each other, those that belong together side by side. */
export function BandStrip({ look, label, folds, stacks, onUnfold }: BandStripProps) {
  const strip = useRef<HTMLElement>(null);
  const [room, setRoom] = useState(0);
  const width = Math.max(look.before.size.width, look.after.size.width);
  const isStacked = stacks && room < narrow;
  const zoom = useStored(look.viewport, (state) => state.zoom);
  useLayoutEffect(() => {
    const element = strip.current;
    if (element === null) return;
    const measure = () => {
      const { clientWidth, clientHeight: height } = element;
      setRoom(clientWidth);
      const isOne = stacks && clientWidth < narrow;
      const width = isOne ? clientWidth : (clientWidth - gap) / 2;
      if (width > 0 && height > 0) look.viewport.setPane({ width, height });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [look.viewport, stacks]);
  const { current, list } = look.regions;
  const region = current === null ? undefined : list[current];
  useEffect(() => {
    if (region !== undefined && room > 0 && strip.current) scrollToRegion(strip.current, region);
  }, [region, room]);
  const { board, list: pins } = usePins();
  const marks = Map.groupBy(pins, ({ place }) => findShown(folds, place));
  useEffect(() => {
    board.hides.set((place) => findShown(folds, place) === null);
    return () => board.hides.set(hidesNothing);
  }, [board, folds]);
  useSought((place) => {
    if (strip.current === null || room === 0) return false;
    if (findShown(folds, place) === null) {
      const folded = folds.findIndex((fold) => fold.folded && hasRowsOf(fold.bands, place));
      onUnfold?.(folded);
      return folded === -1;
    }
    scrollToPlace(strip.current, place, zoom);
    return true;
  });
  return (
    <section
      ref={strip}
      className="band-strip"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      data-stacked={isStacked || undefined}
      style={{ '--zoom': zoom, '--side': width } as CSSProperties}
    >
      {!isStacked && (
        <div className="band-heads" aria-hidden="true">
          <b className="side-before">Before</b>
          <b className="side-after">After</b>
        </div>
      )}
      <ol className="bands">
        {folds.map((fold, index) => {
          return fold.folded ? (
            <li key={keyOf(fold)} className="band-fold">
              <FoldButton
                fold={fold}
                onUnfold={() => {
                  onUnfold?.(index);
                  // The button is gone: what it has opened takes its place.
                  strip.current?.focus({ preventScroll: true });
                }}
              />
            </li>
          ) : (
            <li
              key={keyOf(fold)}
              className={`band band-${fold.band.kind}`}
              data-band={fold.band.kind}
              {...rowsOf(fold.band)}
            >
              <span className="unseen">{bandWords(fold.band)}</span>
              <BandPair
                look={look}
                band={fold.band}
                isStacked={isStacked}
                marked={marks.get(fold.band) ?? []}
              />
            </li>
          );
        })}
      </ol>
    </section>
  );
}

/** Which rows an element shows, to be found by. */
function rowsOf(band: RowBand): Record<string, number> {
  return {
    ...('before' in band && {
      'data-before': band.before.y,
      'data-before-height': band.before.height,
    }),
    ...('after' in band && {
      'data-after': band.after.y,
      'data-after-height': band.after.height,
    }),
  };
}

/** Every row is in one place only. */
function keyOf(fold: Fold): string {
  const band = fold.folded ? fold.bands[0] : fold.band;
  const before = band && 'before' in band ? band.before.y : '';
  const after = band && 'after' in band ? band.after.y : '';
  return `${fold.folded ? 'fold' : 'band'} ${before} ${after}`;
}
