import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/context.tsx';
import { type DifferencePath, differenceQuery } from '../api/queries.ts';
import { DifferenceLabel } from './difference-label.tsx';
import { differenceWords, operationWords } from './difference-words.ts';
import './difference-line.css';

interface DifferenceLineProps {
  path: DifferencePath;
  /** Why it passes; null where it does not. */
  toleratedWhy: string | null;
}

/** What kind of difference there is, why it passes, and what is where. */
export function DifferenceLine({ path, toleratedWhy }: DifferenceLineProps) {
  const { data } = useQuery(differenceQuery(useApi(), path));
  const operations = data?.operations ?? [];
  return (
    <div className="difference-line">
      <p>
        {data && <DifferenceLabel difference={data} />}{' '}
        <span className="soft">
          {data === undefined
            ? 'Loading what was seen…'
            : data.class !== null
              ? differenceWords[data.class].meaning
              : data.unseen !== null
                ? `It stays a change: ${data.unseen}.`
                : 'Nobody has looked at the pictures yet; this follows.'}
        </span>
        {toleratedWhy !== null && (
          <>
            {' '}
            <b className="difference-why">Tolerated: {toleratedWhy}.</b>
          </>
        )}
      </p>
      {operations.length > 0 && (
        <details>
          <summary>{operations.length === 1 ? '1 place' : `${operations.length} places`}</summary>
          <ol className="difference-places">
            {operations.map((operation) => {
              const { what, where } = operationWords(operation);
              return (
                <li key={`${what} ${where}`}>
                  <b>{what}</b> <span className="number">{where}</span>
                </li>
              );
            })}
          </ol>
        </details>
      )}
    </div>
  );
}
