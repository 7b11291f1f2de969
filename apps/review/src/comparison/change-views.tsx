import { Tabs } from '@base-ui/react/tabs';
import { lazy, Suspense } from 'react';
import { isOfAccessibility } from '../accessibility/is-of-accessibility.ts';
import type { ChangeKind, Picture, ShownChange } from '../api/entities.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { DiffView } from './diff-view.tsx';
import { PictureFigure } from './picture.tsx';
import { SwipeView } from './swipe-view.tsx';
import { type View, type ViewChoice, views } from './use-view.ts';
import './change-views.css';

const labels: Record<View, { text: string; icon: IconName; key: string }> = {
  sides: { text: 'Side by side', icon: 'sides', key: '1' },
  diff: { text: 'Diff', icon: 'diff', key: '2' },
  swipe: { text: 'Swipe', icon: 'swipe', key: '3' },
};

/** Most comparisons have pictures only. */
const AccessibilityViews = lazy(() => import('../accessibility/accessibility-views.tsx'));

interface ChangeViewsProps {
  account: number;
  kind: ChangeKind;
  change: ShownChange;
  view: ViewChoice;
}

/** What there is to see of one change. */
export function ChangeViews(props: ChangeViewsProps) {
  const { account, kind, change, view } = props;
  if (!isOfAccessibility(change)) return <PictureViews {...props} />;
  const same = kind === 'unchanged';
  return (
    <Suspense fallback={<Skeleton label="Loading what was found" />}>
      <AccessibilityViews account={account} change={change} same={same} view={view} />
    </Suspense>
  );
}

/** The pictures of one change. Where there is only one picture, there is only one way to see it. */
function PictureViews({ kind, change, view: { view, setView } }: ChangeViewsProps) {
  const { before, after } = change;
  const name = `${change.component}, ${change.variant}`;
  if (!before || !after || kind === 'unchanged') {
    const only = after ?? before;
    return (
      <Pictures name={name}>
        {only && (
          <PictureFigure
            side={kind === 'unchanged' ? 'both' : after ? 'after' : 'before'}
            picture={only.image}
            name={name}
          />
        )}
      </Pictures>
    );
  }
  return (
    <Tabs.Root className="views" value={view} onValueChange={(value: View) => setView(value)}>
      <div className="views-bar">
        <Tabs.List className="views-tabs" aria-label="How to compare" activateOnFocus>
          {views.map((candidate) => (
            <Tabs.Tab key={candidate} value={candidate} className="views-tab">
              <Icon name={labels[candidate].icon} />
              {labels[candidate].text}
              <kbd>{labels[candidate].key}</kbd>
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <SizeDifference before={before.image} after={after.image} />
      </div>
      <Tabs.Panel value="sides" className="views-panel">
        <Pictures name={name}>
          <div className="sides">
            <PictureFigure side="before" picture={before.image} name={name} />
            <PictureFigure side="after" picture={after.image} name={name} />
          </div>
        </Pictures>
      </Tabs.Panel>
      <Tabs.Panel value="diff" className="views-panel">
        <Pictures name={name}>
          <DiffView before={before.image} after={after.image} name={name} />
        </Pictures>
      </Tabs.Panel>
      <Tabs.Panel value="swipe" className="views-panel">
        <Pictures name={name}>
          <SwipeView before={before.image} after={after.image} name={name} />
        </Pictures>
      </Tabs.Panel>
    </Tabs.Root>
  );
}

function Pictures({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="pictures" aria-label={`Pictures of ${name}`} tabIndex={0}>
      {children}
    </section>
  );
}

interface SizeDifferenceProps {
  before: Picture;
  after: Picture;
}

function SizeDifference({ before, after }: SizeDifferenceProps) {
  if (before.width === null || after.width === null) return null;
  if (before.width === after.width && before.height === after.height) {
    return (
      <p className="size-difference soft number">
        {after.width} × {after.height}
      </p>
    );
  }
  return (
    <p className="size-difference size-different number">
      {before.width} × {before.height} <Icon name="arrow" size={12} />
      <span className="unseen">to</span> {after.width} × {after.height}
    </p>
  );
}
