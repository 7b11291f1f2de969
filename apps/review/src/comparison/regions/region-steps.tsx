import { useKeyHint } from '../../keys/key-hint.tsx';
import { Icon } from '../../ui/icon.tsx';
import { operationWords } from '../difference-words.ts';
import type { Regions } from './use-regions.ts';

const number = new Intl.NumberFormat('en');

/** From one region to the next, and to the list of all. */
export function RegionSteps({ regions }: { regions: Regions }) {
  const { list, isKnown, current, isListOpen, toggleList, next, previous } = regions;
  const region = current === null ? undefined : list[current];
  const words = region && operationWords(region.operation);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div className="tool-group" role="group" aria-label="Changed regions">
      <button
        type="button"
        className="button button-plain button-icon"
        aria-label="Previous region"
        {...useKeyHint('region.previous')}
        disabled={list.length === 0}
        onClick={previous}
      >
        <Icon name="previous" />
      </button>
      <button
        type="button"
        className="button button-plain tool-toggle number"
        aria-expanded={isListOpen}
        {...useKeyHint('region.list')}
        onClick={toggleList}
      >
        {current !== null && `${number.format(current + 1)} of `}
        {isKnown ? number.format(list.length) : '…'} {list.length === 1 ? 'region' : 'regions'}
      </button>
      <button
        type="button"
        className="button button-plain button-icon"
        aria-label="Next region"
        {...useKeyHint('region.next')}
        disabled={list.length === 0}
        onClick={next}
      >
        <Icon name="next" />
      </button>
      <p className="unseen" role="status">
        {words && `Region ${(current ?? 0) + 1} of ${list.length}: ${words.what}, ${words.where}`}
      </p>
    </div>
  );
}
