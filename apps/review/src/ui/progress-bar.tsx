import type { Progress } from '../api/entities.ts';
import './progress-bar.css';

const number = new Intl.NumberFormat('en');

/** How far captures are. The total is not known before the first request is, and then it only moves. */
export function ProgressBar({ progress, label }: { progress: Progress; label: string }) {
  const { requestsDone, requestsTotal, examplesCaptured } = progress;
  const known = requestsTotal > 0;
  return (
    <div className="progress">
      <div
        className="progress-bar"
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={known ? requestsTotal : undefined}
        aria-valuenow={known ? requestsDone : undefined}
      >
        <div
          className={known ? 'progress-fill' : 'progress-fill progress-moving'}
          style={{ transform: `scaleX(${known ? requestsDone / requestsTotal : 0.3})` }}
        />
      </div>
      <p className="progress-text soft number">
        {known
          ? `${number.format(requestsDone)} of ${number.format(requestsTotal)} captures done`
          : 'Waiting for the first capture'}
        {examplesCaptured > 0 && ` · ${number.format(examplesCaptured)} examples so far`}
      </p>
    </div>
  );
}
