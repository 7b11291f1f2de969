import type { Timings } from '../api/entities.ts';
import { duration } from '../ui/duration.ts';

/** How long the picture took, step by step. */
export function TimingsLine({ timings }: { timings: Timings | null }) {
  if (timings === null) return <p className="soft">Not in the later report</p>;
  const { renderMs, waitMs, screenshotMs } = timings;
  if (renderMs === null || waitMs === null || screenshotMs === null) {
    return <p className="soft">Carried over from an earlier report, not rendered anew</p>;
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
