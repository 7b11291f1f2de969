import { Tabs } from '@base-ui/react/tabs';
import { useQuery } from '@tanstack/react-query';
import {
  type BrokenRule,
  compareViolations,
  countStates,
  type Finding,
} from '@twinlens/accessibility-diff';
import { useMemo, useState } from 'react';
import { useApi } from '../api/context.tsx';
import type { AccessibilityResult, Picture, ShownChange } from '../api/entities.ts';
import { accessibilityQuery } from '../api/queries.ts';
import { type FindingsView, findingsViews, type ViewChoice } from '../comparison/use-view.ts';
import type { ActionId } from '../keys/actions.ts';
import { KeyLetter, useKeyHint } from '../keys/key-hint.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import { Failure } from '../ui/notice.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { type Outline, OutlinedPicture } from './outlined-picture.tsx';
import { TreePanel } from './tree-panel.tsx';
import { ViolationList } from './violation-list.tsx';
import '../comparison/change-views.css';
import './accessibility-views.css';

/** Chosen by the keys of the first two views of pictures. */
const labels = {
  violations: { text: 'Violations', icon: 'eye', action: 'view.sides' },
  tree: { text: 'Accessibility tree', icon: 'sides', action: 'view.diff' },
} as const satisfies Record<FindingsView, { text: string; icon: IconName; action: ActionId }>;

interface AccessibilityViewsProps {
  account: number;
  change: ShownChange;
  /** Whether both sides are the same snapshot. */
  same: boolean;
  /** What the pictures are called where they are not those before and after. */
  captions?: Captions | undefined;
  view: Pick<ViewChoice, 'findingsView' | 'setFindingsView'>;
}

type Captions = Record<'before' | 'after', string>;

/** What an accessibility target found before and after: rules that are broken, and the tree. */
export default function AccessibilityViews({
  account,
  change,
  same,
  captions = { before: 'Before', after: 'After' },
  view,
}: AccessibilityViewsProps) {
  const { findingsView, setFindingsView } = view;
  const name = `${change.component}, ${change.variant}`;
  const sides = { before: same ? undefined : change.before?.image, after: change.after?.image };
  const before = useResult(account, sides.before);
  const after = useResult(account, sides.after);
  const failed = [before, after].find(({ error }) => error !== null);
  if (failed?.error) return <Failure error={failed.error} retry={failed.retry} />;
  if (before.result === undefined || after.result === undefined) {
    return <Skeleton label="Loading what was found" />;
  }
  const results = { before: before.result, after: after.result };
  return (
    <Tabs.Root
      className="views"
      value={findingsView}
      onValueChange={(value: FindingsView) => setFindingsView(value)}
    >
      <div className="views-bar">
        <Tabs.List className="views-tabs" aria-label="What to look at" activateOnFocus>
          {findingsViews.map((candidate) => (
            <FindingsTab key={candidate} view={candidate} />
          ))}
        </Tabs.List>
      </div>
      <Tabs.Panel value="violations" className="views-panel">
        <Violations name={name} sides={sides} captions={captions} {...results} />
      </Tabs.Panel>
      <Tabs.Panel value="tree" className="views-panel">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
        <section className="pictures" aria-label={`Accessibility tree of ${name}`} tabIndex={0}>
          <TreePanel
            name={name}
            before={results.before?.aria ?? null}
            after={results.after?.aria ?? null}
          />
        </section>
      </Tabs.Panel>
    </Tabs.Root>
  );
}

function FindingsTab({ view }: { view: FindingsView }) {
  const { text, icon, action } = labels[view];
  return (
    <Tabs.Tab value={view} className="views-tab" {...useKeyHint(action, text)}>
      <Icon name={icon} />
      {text}
      <KeyLetter of={action} />
    </Tabs.Tab>
  );
}

/** @returns `result` undefined while it is on its way; null where there is none. */
function useResult(account: number, picture: Picture | undefined) {
  const { data, error, refetch } = useQuery(accessibilityQuery(useApi(), account, picture));
  return { result: data, error, retry: () => void refetch() };
}

interface ViolationsProps {
  name: string;
  sides: { before: Picture | undefined; after: Picture | undefined };
  captions: Captions;
  before: AccessibilityResult | null;
  after: AccessibilityResult | null;
}

function Violations({ name, sides, captions, before, after }: ViolationsProps) {
  const rules = useMemo(() => compareViolations(before, after), [before, after]);
  const [pointed, setPointed] = useState<string | null>(null);
  const [focused, setFocused] = useState<string | null>(null);
  const active = pointed ?? focused;
  const follow = active === focused;
  const compared = before !== null && after !== null;
  const figures = [
    { caption: captions.after, picture: sides.after, side: 'after' as const },
    { caption: captions.before, picture: sides.before, side: 'before' as const },
  ];
  return (
    <div className="violations">
      <section className="violations-list" aria-label={`Violations in ${name}`}>
        <p className="violations-summary">{summaryOf(rules, compared)}</p>
        <ViolationList
          rules={rules}
          compared={compared}
          active={active}
          onPoint={setPointed}
          onFocus={setFocused}
        />
      </section>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="violations-pictures" aria-label={`Pictures of ${name}`} tabIndex={0}>
        {figures.map(
          ({ caption, picture, side }) =>
            picture && (
              <OutlinedPicture
                key={side}
                caption={sides.before && sides.after ? caption : 'Picture'}
                picture={picture}
                name={name}
                outlines={outlinesOf(rules, side, compared)}
                active={active}
                follow={follow}
              />
            ),
        )}
      </section>
    </div>
  );
}

function outlinesOf(rules: BrokenRule[], side: 'before' | 'after', compared: boolean): Outline[] {
  const findings: Finding[] = rules.flatMap((rule) => rule.findings);
  return findings.flatMap(({ key, state, ...nodes }) => {
    const box = nodes[side]?.box;
    // With nothing to compare with, what is wrong is simply wrong.
    return box == null ? [] : [{ key, state: compared ? state : 'new', box }];
  });
}

function summaryOf(rules: BrokenRule[], compared: boolean): string {
  const counts = countStates(rules);
  if (!compared) {
    const total = counts.new + counts.fixed;
    return total === 0 ? '' : `${total} ${total === 1 ? 'violation' : 'violations'}`;
  }
  const parts = [
    counts.new > 0 && `${counts.new} new`,
    counts.fixed > 0 && `${counts.fixed} fixed`,
    counts.reworded > 0 && `${counts.reworded} with other markup`,
    counts.kept > 0 && `${counts.kept} as before`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? 'No violations before or after' : parts.join(', ');
}
