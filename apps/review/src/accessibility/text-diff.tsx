import { Fragment, useMemo, useState } from 'react';
import { diffLines, type Run } from './diff-lines.ts';
import './text-diff.css';

/** Lines kept beside what changed. */
const context = 3;

interface TextDiffProps {
  /** Null where there is only one tree. */
  before: string | null;
  after: string | null;
}

/** What assistive technology is told, line by line, and in which lines two snapshots differ. */
export function TextDiff({ before, after }: TextDiffProps) {
  const [whole, setWhole] = useState(false);
  const compared = before !== null && after !== null;
  const runs = useMemo(
    (): Run[] =>
      before !== null && after !== null
        ? diffLines(before, after)
        : [{ side: 'both', lines: (after ?? before ?? '').split('\n') }],
    [before, after],
  );
  const differs = runs.some(({ side }) => side !== 'both');
  const count = (wanted: Run['side']) =>
    runs.reduce((sum, { side, lines }) => sum + (side === wanted ? lines.length : 0), 0);
  return (
    <>
      {compared && (
        <p className="text-summary">
          {differs ? (
            <>
              <span className="number">
                {count('after')} {count('after') === 1 ? 'line' : 'lines'} added, {count('before')}{' '}
                removed
              </span>{' '}
              <button
                type="button"
                className="button button-plain"
                aria-pressed={whole}
                onClick={() => setWhole(!whole)}
              >
                Show the whole text
              </button>
            </>
          ) : (
            <span className="soft">The lines are the same.</span>
          )}
        </p>
      )}
      <div className="tree">
        {runs.map((run, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: runs have no other name
          <Fragment key={index}>
            {run.side !== 'both' ? (
              <ChangedLines side={run.side} lines={run.lines} />
            ) : (
              <SameLines
                lines={run.lines}
                shortened={differs && !whole}
                isFirst={index === 0}
                isLast={index === runs.length - 1}
              />
            )}
          </Fragment>
        ))}
      </div>
    </>
  );
}

function ChangedLines({ side, lines }: { side: 'before' | 'after'; lines: string[] }) {
  const Tag = side === 'before' ? 'del' : 'ins';
  return (
    <Tag className={`tree-lines tree-${side}`}>
      <span className="unseen">{side === 'before' ? 'Removed:' : 'Added:'}</span>
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name
        <span key={index} className="tree-line">
          {line}
        </span>
      ))}
    </Tag>
  );
}

interface SameLinesProps {
  lines: string[];
  shortened: boolean;
  isFirst: boolean;
  isLast: boolean;
}

/** Lines that did not change; of long stretches only the ends, next to what did. */
function SameLines({ lines, shortened, isFirst, isLast }: SameLinesProps) {
  const atStart = isFirst ? 0 : context;
  const atEnd = isLast ? 0 : context;
  const hidden = lines.length - atStart - atEnd;
  if (!shortened || hidden < 2) {
    return <span className="tree-lines">{lines.join('\n')}</span>;
  }
  return (
    <>
      {atStart > 0 && <span className="tree-lines">{lines.slice(0, atStart).join('\n')}</span>}
      <span className="tree-hidden soft">{hidden} lines that are the same</span>
      {atEnd > 0 && <span className="tree-lines">{lines.slice(-atEnd).join('\n')}</span>}
    </>
  );
}
