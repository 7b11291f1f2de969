import { Tabs } from '@base-ui/react/tabs';
import { lazy, Suspense, useState } from 'react';
import { isOfAccessibility } from '../accessibility/is-of-accessibility.ts';
import type { ChangeKind, Picture, ShownChange } from '../api/entities.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { capturedTwice } from './captured-twice.ts';
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
  const twice = capturedTwice(change);
  return (
    <>
      {twice && <UnstableLine kind={kind} twice={twice} />}
      <PictureViews {...props} />
    </>
  );
}

/** What was found in one change: before and after, or at both captures of one of them. */
function FindingsViews({ account, kind, change, view }: ChangeViewsProps) {
  const [on, setOn] = useState(false);
  const twice = capturedTwice(change);
  const shown =
    twice && on
      ? { ...change, before: { image: twice.first }, after: { image: twice.second } }
      : change;
  return (
    <>
      {twice && (
        <UnstableLine kind={kind} twice={twice} compareTwice={{ on, toggle: () => setOn(!on) }} />
      )}
      <Suspense fallback={<Skeleton label="Loading what was found" />}>
        <AccessibilityViews
          account={account}
          change={shown}
          same={kind === 'unchanged'}
          captions={twice && on ? captions : undefined}
          view={view}
        />
      </Suspense>
    </>
  );
}

const captions = { before: 'First capture', after: 'Second capture' };

/** The pictures of one change. Where there is only one picture, there is only one way to see it. */
function PictureViews({ kind, change, view: { view, setView } }: ChangeViewsProps) {
  const { before, after } = change;
  const twice = capturedTwice(change);
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
          <div className={twice ? 'sides sides-twice' : 'sides'}>
            <PictureFigure side="before" picture={before.image} name={name} />
            {before.again && (
              <PictureFigure side="before" again picture={before.again} name={name} />
            )}
            <PictureFigure side="after" picture={after.image} name={name} />
            {after.again && <PictureFigure side="after" again picture={after.again} name={name} />}
          </div>
          {twice && (
            <div className="own-difference">
              <DiffView before={twice.first} after={twice.second} name={name} twice />
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
