import type { BrokenRule, Finding, FindingState } from '@twinlens/accessibility-diff';
import { useMemo, useRef } from 'react';
import type { ViolatingNode } from '../api/entities.ts';
import { useActions } from '../keys/use-actions.ts';
import { Icon } from '../ui/icon.tsx';
import { Notice } from '../ui/notice.tsx';
import { ImpactBadge } from './impact-badge.tsx';
import './violation-list.css';

const stateLabels: Record<FindingState, string | null> = {
  new: 'New',
  reworded: 'Other markup',
  fixed: 'Fixed',
  kept: null,
};

/** A selector as people read it; each part is inside what the one before names: a frame, a shadow root. */
const selectorOf = ({ target }: ViolatingNode): string => target.flat().join(' › ');

interface ViolationListProps {
  rules: BrokenRule[];
  /** Whether there are two results; else findings have no state to tell. */
  compared: boolean;
  active: string | null;
  onPoint: (key: string | null) => void;
  onFocus: (key: string | null) => void;
}

/** Every rule that is broken, with the elements that break it. */
export function ViolationList({ rules, compared, ...pointing }: ViolationListProps) {
  const list = useRef<HTMLUListElement>(null);
  useActions(
    useMemo(() => {
      const step = (by: 1 | -1) => {
        const all = [...(list.current?.querySelectorAll<HTMLElement>('.finding-target') ?? [])];
        const at = all.findIndex((one) => one.matches(':focus'));
        all[at === -1 && by === -1 ? all.length - 1 : at + by]?.focus();
      };
      return { 'region.next': () => step(1), 'region.previous': () => step(-1) };
    }, []),
  );
  if (rules.length === 0) {
    return <Notice icon="check" title="No rule is broken by what can be tested automatically" />;
  }
  return (
    <ul ref={list} className="broken-rules">
      {rules.map(({ id, impact, help, helpUrl, findings }) => (
        <li key={id} className="broken-rule">
          <h3>{help}</h3>
          <p className="broken-rule-meta">
            <ImpactBadge impact={impact} />
            <a href={helpUrl} target="_blank" rel="noopener noreferrer">
              {id} <Icon name="external" size={12} />
              <span className="unseen"> opens in a new tab</span>
            </a>
          </p>
          <ul>
            {findings.map((finding) => (
              <FindingItem key={finding.key} finding={finding} compared={compared} {...pointing} />
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}

interface FindingItemProps extends Omit<ViolationListProps, 'rules'> {
  finding: Finding;
}

function FindingItem({ finding, compared, active, onPoint, onFocus }: FindingItemProps) {
  const { key, state, before, after } = finding;
  const shown = after ?? before;
  if (shown === null) return null;
  const label = compared ? stateLabels[state] : null;
  const inPicture = [before, after].some((node) => node?.box != null);
  return (
    <li
      className={`finding finding-${compared ? state : 'kept'}`}
      data-active={key === active ? '' : undefined}
      onPointerEnter={() => onPoint(key)}
      onPointerLeave={() => onPoint(null)}
    >
      {label && <span className="finding-state">{label}</span>}
      <button
        type="button"
        className="finding-target"
        aria-label={`${selectorOf(shown)}, show in the picture`}
        onFocus={() => onFocus(key)}
        onBlur={() => onFocus(null)}
        // Safari gives buttons no focus when they are clicked.
        onClick={(event) => event.currentTarget.focus()}
      >
        <code>{selectorOf(shown)}</code>
      </button>
      {state === 'reworded' && before && after ? (
        <>
          <Markup label="Before" html={before.html} />
          <Markup label="After" html={after.html} />
        </>
      ) : (
        <Markup html={shown.html} />
      )}
      {!inPicture && <p className="soft">Not in the picture</p>}
      {!(compared && state === 'fixed') && (
        <details>
          <summary>How to fix it</summary>
          <p className="finding-summary">{shown.failureSummary}</p>
        </details>
      )}
    </li>
  );
}

function Markup({ label, html }: { label?: string; html: string }) {
  return (
    <p className="finding-markup">
      {label && <span className="soft">{label} </span>}
      <code>{html}</code>
    </p>
  );
}
