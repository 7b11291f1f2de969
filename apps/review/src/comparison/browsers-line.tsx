import type { Comparison } from '../api/entities.ts';
import type { ComparisonPath } from '../api/queries.ts';
import { BrowserList } from '../ui/browser-list.tsx';
import { isRerendered, RerenderingNote } from './rerendering-note.tsx';
import './browsers-line.css';

type Compared = Comparison['browsers'][number];

const differs = ({ before, after }: Compared): boolean =>
  before.length > 0 &&
  (before.length !== after.length || before.some((one, at) => one !== after[at]));

interface BrowsersLineProps {
  path: ComparisonPath;
  comparison: Comparison;
}

/** What both reports were captured with; loudly where that is not the same. */
export function BrowsersLine({ path, comparison }: BrowsersLineProps) {
  const { id, browsers, rerendering } = comparison;
  if (browsers.length === 0) return null;
  const changed = browsers.filter(differs);
  return (
    <>
      {changed.length > 0 && (
        <div className="browsers-differ" role="note">
          {rerendering !== null && isRerendered(rerendering) ? (
            <p>
              <strong>The baseline was captured again with the browsers of now</strong>, as{' '}
              {rerendering.by} asked. What differs comes from the commit.
            </p>
          ) : (
            <p>
              <strong>Captured with different browsers.</strong> What differs may come from the
              browser, and not from the commit.
            </p>
          )}
          <ul>
            {changed.map(({ target, before, after }) => (
              <li key={target}>
                {target}: {before.join(', ')} before, {after.join(', ')} now
              </li>
            ))}
          </ul>
          {rerendering !== null && (
            <RerenderingNote path={path} comparison={id} rerendering={rerendering} />
          )}
        </div>
      )}
      <BrowserList
        entries={browsers.map(({ target, after, doubt }) => ({ target, browsers: after, doubt }))}
      />
    </>
  );
}
