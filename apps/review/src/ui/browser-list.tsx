import type { Report } from '../api/entities.ts';

/** Which browser each target was captured with, and which pictures are in doubt. */
export function BrowserList({ entries }: { entries: Report['browsers'] }) {
  if (entries.length === 0) return null;
  const doubtful = entries.filter(({ doubt }) => doubt !== null);
  return (
    <>
      <p className="soft">
        <strong>Browsers</strong>{' '}
        {entries.map(({ target, browsers }) => `${target}: ${browsers.join(', ')}`).join('; ')}
      </p>
      {doubtful.map(({ target, doubt }) => (
        <p key={target}>
          <strong>In doubt</strong> Pictures of {target}: {doubt}. They are taken again; the page of
          a snapshot’s capture shows both.
        </p>
      ))}
    </>
  );
}
