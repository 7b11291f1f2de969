import type { Comparison } from '../api/entities.ts';
import { BrowserList } from '../ui/browser-list.tsx';
import './browsers-line.css';

type Compared = Comparison['browsers'][number];

const differs = ({ before, after }: Compared): boolean =>
  before.length > 0 &&
  (before.length !== after.length || before.some((one, at) => one !== after[at]));

/** What both reports were captured with; loudly where that is not the same. */
export function BrowsersLine({ browsers }: { browsers: Comparison['browsers'] }) {
  if (browsers.length === 0) return null;
  const changed = browsers.filter(differs);
  return (
    <>
      {changed.length > 0 && (
        <div className="browsers-differ" role="note">
          <p>
            <strong>Captured with different browsers.</strong> What differs may come from the
            browser, and not from the commit.
          </p>
          <ul>
            {changed.map(({ target, before, after }) => (
              <li key={target}>
                {target}: {before.join(', ')} before, {after.join(', ')} now
              </li>
            ))}
          </ul>
        </div>
      )}
      <BrowserList
        entries={browsers.map(({ target, after, doubt }) => ({ target, browsers: after, doubt }))}
      />
    </>
  );
}
