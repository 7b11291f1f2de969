import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/context.tsx';
import { type DifferencePath, differenceQuery } from '../api/queries.ts';
import { DifferenceLabel } from './difference-label.tsx';
import { differenceWords } from './difference-words.ts';
import './difference-line.css';

interface DifferenceLineProps {
  path: DifferencePath;
  /** Why it passes; null where it does not. */
  toleratedWhy: string | null;
}

/** What kind of difference there is, and why it passes. */
export function DifferenceLine({ path, toleratedWhy }: DifferenceLineProps) {
  const { data } = useQuery(differenceQuery(useApi(), path));
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
    </div>
  );
}
