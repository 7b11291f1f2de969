import { lazy, Suspense, useState } from 'react';
import { isOfAccessibility } from '../accessibility/is-of-accessibility.ts';
import type { ChangeKind, ShownChange } from '../api/entities.ts';
import { Skeleton } from '../ui/skeleton.tsx';
import { capturedTwice } from './captured-twice.ts';
import { OnePicture } from './stage/one-picture.tsx';
import { PairViews } from './stage/pair-views.tsx';
import { UnstableLine } from './unstable-line.tsx';
import type { ViewChoice } from './use-view.ts';
import './change-views.css';

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
  if (isOfAccessibility(change)) {
    return <FindingsViews key={(change.after ?? change.before)?.image.url} {...props} />;
  }
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
function PictureViews({ kind, change, view }: ChangeViewsProps) {
  const { before, after } = change;
  const name = `${change.component}, ${change.variant}`;
  if (before && after && kind !== 'unchanged') {
    return (
      <PairViews
        name={name}
        before={before.image}
        after={after.image}
        twice={capturedTwice(change)}
        view={view}
      />
    );
  }
  const only = after ?? before;
  if (!only) return null;
  const side = kind === 'unchanged' ? 'both' : after ? 'after' : 'before';
  return <OnePicture name={name} side={side} picture={only.image} viewport={view.viewport} />;
}
