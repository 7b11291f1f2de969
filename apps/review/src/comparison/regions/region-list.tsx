import { useEffect, useRef } from 'react';
import { Icon } from '../../ui/icon.tsx';
import { operationWords } from '../difference-words.ts';
import { commentOnRegion } from '../pins/comment-on-region.ts';
import { usePins } from '../pins/pins-context.ts';
import type { Regions } from './use-regions.ts';

/** Every region in words; one that is chosen is jumped to. */
export function RegionList({ regions }: { regions: Regions }) {
  const { list, current, jump } = regions;
  const pins = usePins();
  const chosen = useRef<HTMLButtonElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another choice scrolls
  useEffect(() => {
    chosen.current?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  return (
    <section className="region-list" aria-label="Changed regions">
      {list.length === 0 ? (
        <p className="soft">Nothing to point at.</p>
      ) : (
        <ol>
          {list.map(({ operation, kind }, index) => {
            const { what, where } = operationWords(operation);
            const isCurrent = index === current;
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: regions have no other name, and never change places
              <li key={index} className="region-item">
                <button
                  ref={isCurrent ? chosen : undefined}
                  type="button"
                  className={`region-entry region-entry-${kind}`}
                  aria-current={isCurrent ? 'true' : undefined}
                  onClick={() => jump(index)}
                >
                  <b>{what}</b> <span className="number">{where}</span>
                </button>
                {pins.areOffered && (
                  <button
                    type="button"
                    className="button button-plain button-icon"
                    aria-label={`Comment on region ${index + 1}`}
                    title="Comment on it"
                    onClick={() => commentOnRegion(regions, index, pins)}
                  >
                    <Icon name="pin" />
                  </button>
                )}
              </li>
            );
          })}
        </ol>
      )}
    </section>
  );
}
