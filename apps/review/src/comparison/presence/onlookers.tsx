import { useEffect, useRef, useState } from 'react';
import type { Onlooker } from '../../api/entities.ts';
import { Avatar } from './avatar.tsx';
import { useOthers } from './presence-context.ts';
import './presence.css';

/** Named in full; more would not leave room for what is looked at. */
const mostNamed = 3;

const placeOf = ({ looksAt }: Onlooker): string =>
  looksAt === null ? 'this comparison' : `${looksAt.component}, ${looksAt.variant}`;

/** Who else has the comparison open, and which row of it. */
export function Onlookers() {
  const others = useOthers();
  return (
    <>
      {others.length > 0 && (
        <ul className="onlookers" aria-label="Also looking">
          {others.slice(0, mostNamed).map((one) => (
            <li key={one.id} className="onlooker" title={one.looksAt?.target}>
              <Avatar name={one.name} />
              <span className="onlooker-words">
                <b>{one.name}</b> is looking at {placeOf(one)}
              </span>
            </li>
          ))}
          {others.length > mostNamed && (
            <li className="soft">and {others.length - mostNamed} more</li>
          )}
        </ul>
      )}
      <Arrivals others={others} />
    </>
  );
}

/** Says once that somebody came; where they go is not said, as it would never end. */
function Arrivals({ others }: { others: Onlooker[] }) {
  const [words, setWords] = useState('');
  const known = useRef<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const came = others.filter(({ id }) => !known.current.has(id));
    known.current = new Set(others.map(({ id }) => id));
    if (came.length === 0) return;
    setWords(`${came.map(({ name }) => name).join(', ')} came to look at this comparison`);
  }, [others]);
  return (
    <p className="unseen" role="status">
      {words}
    </p>
  );
}
