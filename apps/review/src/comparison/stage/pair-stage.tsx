import type { Picture } from '../../api/entities.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import type { CapturedTwice } from '../captured-twice.ts';
import { MissingPicture } from '../missing-picture.tsx';
import type { ViewChoice } from '../use-view.ts';
import { Stage } from './stage.tsx';
import { useSized } from './use-sized.ts';

interface PairStageProps {
  name: string;
  before: Picture;
  after: Picture;
  twice: CapturedTwice | null;
  view: ViewChoice;
}

/** Both pictures as soon as it is known how large they are, or that they are gone. */
export function PairStage({ name, before, after, twice, view }: PairStageProps) {
  const from = useSized(before);
  const to = useSized(after);
  const second = useSized(twice?.second ?? after);
  if (from === 'missing' || to === 'missing') {
    return (
      <section className="stage-missing" aria-label={`Pictures of ${name}`}>
        {from === 'missing' && <MissingPicture url={before.url} />}
        {to === 'missing' && <MissingPicture url={after.url} />}
      </section>
    );
  }
  if (from === 'loading' || to === 'loading') return <Skeleton label="Loading the pictures" />;
  const again = twice && typeof second === 'object' ? { ...second, side: twice.side } : null;
  return <Stage name={name} before={from} after={to} again={again} view={view} />;
}
