import { Tabs } from '@base-ui/react/tabs';
import { lazy, Suspense, useState } from 'react';
import { isOfAccessibility } from '../accessibility/is-of-accessibility.ts';
import type { ChangeKind, Picture, ShownChange } from '../api/entities.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { DiffView } from './diff-view.tsx';
import { PictureFigure } from './picture.tsx';
import { SwipeView } from './swipe-view.tsx';
import { UnstableLine } from './unstable-line.tsx';
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
  const { kind, change } = props;
  if (isOfAccessibility(change)) return <FindingsViews {...props} />;
  return (
    <>
      {change.before && change.after?.again && <UnstableLine unstable={kind === 'unstable'} />}
      <PictureViews {...props} />
    </>
  );
}

/** What was found in one change: before and after, or at both captures of the later one. */
function FindingsViews({ account, kind, change, view }: ChangeViewsProps) {
  const [twice, setTwice] = useState(false);
  const { before, after } = change;
  const again = before && after?.again;
  const shown =
    again && twice
      ? { ...change, before: { image: after.image }, after: { image: again } }
      : change;
  return (
    <>
      {again && (
        <UnstableLine
          unstable={kind === 'unstable'}
          compareTwice={{ on: twice, toggle: () => setTwice(!twice) }}
        />
      )}
      <Suspense fallback={<Skeleton label="Loading what was found" />}>
        <AccessibilityViews
          account={account}
          change={shown}
          same={kind === 'unchanged'}
          captions={again && twice ? capturedTwice : undefined}
          view={view}
        />
      </Suspense>
    </>
  );
}

const capturedTwice = { before: 'First capture', after: 'Second capture' };

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
          <div className={after.again ? 'sides sides-twice' : 'sides'}>
            <PictureFigure side="before" picture={before.image} name={name} />
            <PictureFigure side="after" picture={after.image} name={name} />
            {after.again && <PictureFigure side="again" picture={after.again} name={name} />}
          </div>
          {after.again && (
            <div className="own-difference">
              <DiffView before={after.image} after={after.again} name={name} twice />
            </div>
          )}
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
