import type { Change } from '../api/entities.ts';
import { duration } from '../ui/duration.ts';
import { Sha } from '../ui/sha.tsx';

/** How long the later picture took, step by step, or that it was not taken anew. */
export function TimingsLine({ after }: { after: Change['after'] }) {
  if (after === null) return <p className="soft">Not in the later report</p>;
  if (after.copied) {
    return (
      <p className="soft">Copied from an earlier capture: nothing that went into it has changed</p>
    );
  }
  const { renderMs, waitMs, screenshotMs } = after.timings;
  if (renderMs === null || waitMs === null || screenshotMs === null) {
    const { carriedOverFrom: sha } = after;
    return (
      <p className="soft">
        Carried over from {sha === null ? 'an earlier report' : <Sha sha={sha} />}, not rendered
        anew
      </p>
    );
  }
  return (
    <dl className="timings number">
      <div>
        <dt>Render</dt>
        <dd>{duration(renderMs)}</dd>
      </div>
      <div>
        <dt>Wait</dt>
        <dd>{duration(waitMs)}</dd>
      </div>
      <div>
        <dt>Picture</dt>
        <dd>{duration(screenshotMs)}</dd>
      </div>
    </dl>
  );
}
