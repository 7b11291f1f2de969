import { type ReactNode, useMemo, useRef } from 'react';
import type { Change } from '../../api/entities.ts';
import type { Rows } from '../../api/use-rows.ts';
import type { Viewport } from '../viewport/viewport.ts';
import { useTurns } from './use-turns.ts';
import './turn.css';

interface TurningDetailProps {
  rows: Rows<Change>;
  index: number;
  viewport: Viewport;
  onSelect: (index: number, change: Change | undefined) => void;
  children: ReactNode;
}

/** What is shown of a change; on a phone a finger turns to the next one, and sees what that is. */
export function TurningDetail({ rows, index, viewport, onSelect, children }: TurningDetailProps) {
  const page = useRef<HTMLDivElement>(null);
  const { total = 0, at } = rows;
  const turns = useMemo(() => {
    const to = (other: number) =>
      other >= 0 && other < total ? () => onSelect(other, at(other)) : null;
    return { next: to(index + 1), previous: to(index - 1) };
  }, [index, total, at, onSelect]);
  useTurns(page, viewport, turns);
  return (
    <div className="review-detail">
      <div ref={page} className="turning">
        {children}
      </div>
      <Neighbour side="previous" change={at(index - 1)} />
      <Neighbour side="next" change={at(index + 1)} />
    </div>
  );
}

function Neighbour({ side, change }: { side: keyof typeof words; change: Change | undefined }) {
  return (
    <p className={`turn-neighbour turn-${side}`} aria-hidden="true">
      <b>{words[side]}</b>
      {change && (
        <>
          <span>{change.component}</span>
          <span className="soft">{change.variant}</span>
          <span className="soft">{change.target}</span>
        </>
      )}
    </p>
  );
}

const words = { previous: 'Previous', next: 'Next' };
