import './unstable-line.css';

interface UnstableLineProps {
  /** Whether the change is nothing but that; otherwise there is more to it. */
  unstable: boolean;
  /** Where the two captures are not beside each other anyway: shows what differs between them. */
  compareTwice?: { on: boolean; toggle: () => void } | undefined;
}

/** Says that an example looked different when it was captured again. */
export function UnstableLine({ unstable, compareTwice }: UnstableLineProps) {
  return (
    <div className="unstable-line">
      <p>
        <b>{unstable ? 'unstable: differs from itself' : 'Changed, and differs from itself'}</b>{' '}
        <span className="soft">
          {unstable
            ? 'It looked different when it was captured again, and differs from the baseline only there.'
            : 'It looked different when it was captured again, but differs from the baseline elsewhere too.'}
        </span>
      </p>
      {compareTwice && (
        <button type="button" className="button" onClick={compareTwice.toggle}>
          {compareTwice.on ? 'Compare with the baseline' : 'Compare the two captures'}
        </button>
      )}
    </div>
  );
}
