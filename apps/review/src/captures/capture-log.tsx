import { useState } from 'react';
import type { SnapRequest } from '../api/entities.ts';
import { duration } from '../ui/duration.ts';
import './captures.css';

type Line = SnapRequest['log'][number];
type Source = 'all' | 'console' | 'request' | 'worker';

const sources: [Source, string][] = [
  ['all', 'Everything'],
  ['console', 'Console'],
  ['request', 'Failed requests'],
  ['worker', 'Worker'],
];

const isFrom = (line: Line, source: Source) =>
  source === 'all' || (line.from ?? 'worker') === source;

/** What was said during a capture: by the page, of its requests, by the worker. */
export function CaptureLog({ log }: { log: Line[] }) {
  const [source, setSource] = useState<Source>('all');
  const shown = log.filter((line) => isFrom(line, source));
  return (
    <section className="card capture-log" aria-labelledby="capture-log">
      <header className="capture-log-header">
        <h2 id="capture-log">Log</h2>
        {log.some((line) => line.from !== undefined) && (
          <fieldset className="capture-sources">
            <legend className="unseen">Lines shown</legend>
            {sources.map(([name, label]) => (
              <label key={name}>
                <input
                  type="radio"
                  name="capture-source"
                  checked={source === name}
                  onChange={() => setSource(name)}
                />
                {label}{' '}
                <span className="number">{log.filter((line) => isFrom(line, name)).length}</span>
              </label>
            ))}
          </fieldset>
        )}
      </header>
      <ol>
        {shown.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of a log never move
          <li key={index} className={`log-${line.level}`}>
            <span className="soft number">{duration(line.atMs)}</span>
            <span className="log-level">{line.level}</span>
            <span>{line.text}</span>
          </li>
        ))}
      </ol>
      {shown.length === 0 && (
        <p className="soft capture-none">
          {log.length === 0 ? 'The log is empty.' : 'No such line.'}
        </p>
      )}
    </section>
  );
}
