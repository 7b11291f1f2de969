import { Avatar } from './avatar.tsx';
import { useOthers } from './presence-context.ts';

/** Who else looks at a row. */
export function RowOnlookers({ snapshot }: { snapshot: number }) {
  const here = useOthers().filter(({ looksAt }) => looksAt?.snapshotId === snapshot);
  if (here.length === 0) return null;
  const names = here.map(({ name }) => name).join(', ');
  const words = `${names} ${here.length === 1 ? 'is' : 'are'} looking at this`;
  return (
    <span className="row-onlookers" title={words}>
      <Avatar name={here[0]?.name ?? ''} />
      {here.length > 1 && <span aria-hidden="true">+{here.length - 1}</span>}
      <span className="unseen">{words}</span>
    </span>
  );
}
