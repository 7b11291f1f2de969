import { useMemo, useState } from 'react';
import type { Capture, Retake, SnapshotCapture } from '../api/entities.ts';
import type { SnapshotCapturePath } from '../api/queries.ts';
import { RequestState } from '../captures/request-state.tsx';
import { Picture } from '../comparison/picture.tsx';
import { KeyLetter, useKeyHint } from '../keys/key-hint.tsx';
import { useActions } from '../keys/use-actions.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { Icon } from '../ui/icon.tsx';
import { Time } from '../ui/time.tsx';
import { useAdoptRetake, useAskRetake } from './use-retake.ts';

interface RetakesProps {
  path: SnapshotCapturePath;
  shown: SnapshotCapture;
  capture: Capture;
}

const isGoingOn = ({ state }: Pick<Retake, 'state'>) => state === 'queued' || state === 'leased';

/** What it looks like when it is taken again, beside what the report has. */
export function Retakes({ path, shown, capture }: RetakesProps) {
  const asking = useAskRetake(path, capture.id);
  const [adopting, setAdopting] = useState<number>();
  const adopt = useAdoptRetake(path);
  const goingOn = shown.retakes.some(isGoingOn);
  const cannot = !capture.hasPayload || goingOn || isGoingOn(capture) || asking.isPending;
  const { mutate: ask } = asking;
  useActions(useMemo(() => ({ 'capture.retake': cannot ? null : () => ask() }), [cannot, ask]));
  const hint = useKeyHint('capture.retake', 'Take it again');
  return (
    <section className="card retakes" aria-labelledby="retakes">
      <header className="retakes-header">
        <div>
          <h2 id="retakes">Take it again</h2>
          <p className="soft">
            Captures the {capture.captured} examples of this capture anew, without copying any. The
            report stays as it is.
          </p>
        </div>
        <button type="button" className="button" disabled={cannot} {...hint} onClick={() => ask()}>
          <Icon name="undo" />
          {goingOn ? 'Being taken' : 'Take it again'}
          <KeyLetter of="capture.retake" />
        </button>
      </header>
      {!capture.hasPayload && (
        <p className="soft">What the client sent is not there any more, so it cannot be.</p>
      )}
      <ul aria-live="polite">
        {shown.retakes.map((retake) => (
          <li key={retake.snapRequestId} className="retake">
            <p className="retake-line">
              {isGoingOn(retake) || retake.same === null ? (
                <RequestState state={retake.state} />
              ) : (
                <b>{retake.same ? 'Looks the same' : 'Looks different'}</b>
              )}
              <span className="soft">
                asked for by {retake.by} <Time at={retake.at} />
              </span>
            </p>
            {retake.error !== null && <p className="capture-error">{retake.error}</p>}
            {retake.state === 'done' && retake.image === null && (
              <p className="soft">The page did not show this example.</p>
            )}
            {retake.image !== null && retake.same === false && (
              <>
                <Beside shown={shown} image={retake.image} />
                <button
                  type="button"
                  className="button"
                  onClick={() => setAdopting(retake.snapRequestId)}
                >
                  Put it into the report
                </button>
              </>
            )}
          </li>
        ))}
      </ul>
      {adopting !== undefined && (
        <ConfirmDialog
          title="Put it into the report?"
          action="Put it into the report"
          act={() => adopt(adopting)}
          onClose={() => setAdopting(undefined)}
        >
          The new picture takes the place of the one in this report. Its comparison is made again;
          what was decided on the old picture stays with that picture.
        </ConfirmDialog>
      )}
    </section>
  );
}

function Beside({
  shown: { snapshot },
  image,
}: {
  shown: SnapshotCapture;
  image: NonNullable<Retake['image']>;
}) {
  const name = `${snapshot.component}, ${snapshot.variant}`;
  return (
    <div className="retake-pictures">
      <figure>
        <figcaption>In the report</figcaption>
        <Picture picture={snapshot.image} alt={`${name}, in the report`} still />
      </figure>
      <figure>
        <figcaption>Taken again</figcaption>
        <Picture picture={image} alt={`${name}, taken again`} still />
      </figure>
    </div>
  );
}
