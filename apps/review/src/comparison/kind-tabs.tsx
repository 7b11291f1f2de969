import { Link } from '@tanstack/react-router';
import { useEffect, useMemo, useRef } from 'react';
import type { ChangeKind, Counts } from '../api/entities.ts';
import { useActions } from '../keys/use-actions.ts';
import { kinds } from './selection.ts';
import '../ui/tabs.css';
import './kind-tabs.css';

const number = new Intl.NumberFormat('en');

/** One list per kind, with how many rows it has. */
export function KindTabs({ counts, current }: { counts: Counts; current: ChangeKind }) {
  const nav = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: on a phone the strip scrolls to another tab
  useEffect(() => {
    nav.current
      ?.querySelector('[aria-current]')
      ?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [current]);
  useActions(
    useMemo(() => {
      const step = (by: number) => {
        const tabs = [...(nav.current?.querySelectorAll('a') ?? [])];
        const at = tabs.findIndex((tab) => tab.ariaCurrent !== null);
        tabs.at((at + by) % tabs.length)?.click();
      };
      return { 'list.kind': () => step(1), 'list.kindBack': () => step(-1) };
    }, []),
  );
  return (
    <nav ref={nav} className="tabs" aria-label="Kinds of change">
      {kinds.map((kind) => (
        <Link
          key={kind}
          to="."
          search={(search) => ({ ...search, t: kind, c: undefined, r: undefined, m: undefined })}
          className={`tab kind-${kind}`}
          aria-current={kind === current ? 'page' : undefined}
          activeProps={{ className: '' }}
        >
          {kind[0]?.toUpperCase() + kind.slice(1)}
          <b className="number">{number.format(counts[kind])}</b>
        </Link>
      ))}
    </nav>
  );
}
