import { lazy, Suspense, useCallback, useMemo, useRef, useState } from 'react';
import type { Comparison } from '../../api/entities.ts';
import type { ChangeListPath } from '../../api/queries.ts';
import { type KeyHint, useKeyHint } from '../../keys/key-hint.tsx';
import { useActions } from '../../keys/use-actions.ts';
import { FilterBox } from '../../ui/filter-box.tsx';
import { Icon } from '../../ui/icon.tsx';
import { differenceClasses, hasDifferences } from '../difference-words.ts';
import type { ListChoice } from '../use-review-address.ts';
import {
  changeOrders,
  groupings,
  groupWords,
  needsDecision,
  orderWords,
  rowStandings,
} from './arrangement.ts';
import { chosenFilters, noFilters } from './row-filters.ts';
import './list-options.css';

/** Nobody needs it to see the first change. */
const FilterPanel = lazy(() => import('./filter-panel.tsx'));

interface ListOptionsProps {
  path: ChangeListPath;
  comparison: Comparison;
  /** Rows that are left; undefined until that is known. */
  total: number | undefined;
  onChoose: (choice: Partial<ListChoice>) => void;
}

/** The choice after this one; after the last one the first. */
const after = <T,>(choices: readonly T[], value: T): T =>
  choices[(choices.indexOf(value) + 1) % choices.length] ?? value;

/** What is sought, which rows are kept, and how they are put together. */
export function ListOptions({ path, comparison, total, onChoose }: ListOptionsProps) {
  const { kind, filter, groupBy, order, standing, difference } = path;
  const [isArranging, setIsArranging] = useState(false);
  const [isFiltering, setIsFiltering] = useState(false);
  const filters = useRef<HTMLButtonElement>(null);
  const clear = useCallback(() => {
    onChoose({ filter: '', ...noFilters });
    // The button for it goes away with the filters.
    filters.current?.focus();
  }, [onChoose]);
  const count = chosenFilters(path).length;
  const isFiltered = count > 0 || filter !== '';
  useActions(
    useMemo(
      () => ({
        'list.filters': () => setIsFiltering((was) => !was),
        'list.clear': isFiltered ? clear : null,
        'list.group': () => onChoose({ groupBy: after(groupings(kind), groupBy) }),
        'list.order': hasDifferences(kind)
          ? () => onChoose({ order: after(changeOrders, order) })
          : null,
        'list.standing': needsDecision(kind)
          ? () => onChoose({ standing: after([null, ...rowStandings], standing) })
          : null,
        'list.difference': hasDifferences(kind)
          ? () => onChoose({ difference: after([null, ...differenceClasses], difference) })
          : null,
      }),
      [kind, groupBy, order, standing, difference, isFiltered, clear, onChoose],
    ),
  );
  const filtersHint = useKeyHint('list.filters');
  const groupHint = useKeyHint('list.group');
  const orderHint = useKeyHint('list.order');
  return (
    <>
      <div className="list-options" data-open={isArranging}>
        <div className="list-search">
          <FilterBox
            key={kind}
            value={filter}
            onChange={(sought) => onChoose({ filter: sought })}
            label={`Filter ${kind} snapshots`}
          />
          <button
            ref={filters}
            type="button"
            className="button list-filters"
            aria-expanded={isFiltering}
            {...filtersHint}
            onClick={() => setIsFiltering(!isFiltering)}
          >
            <Icon name="filter" />
            <span className="unseen">Filters</span>
            {count > 0 && (
              <b className="number">
                {count}
                <span className="unseen"> chosen</span>
              </b>
            )}
          </button>
          <button
            type="button"
            className="button button-icon list-options-more"
            aria-label="Options of the list"
            aria-expanded={isArranging}
            onClick={() => setIsArranging(!isArranging)}
          >
            <Icon name="options" />
          </button>
        </div>
        <Choice
          label="Group rows"
          hint={groupHint}
          value={groupBy}
          choices={groupings(kind).map((one) => [one, groupWords[one]])}
          onChange={(chosen) => onChoose({ groupBy: chosen })}
        />
        {hasDifferences(kind) && (
          <Choice
            label="Order of rows"
            hint={orderHint}
            value={order}
            choices={changeOrders.map((one) => [one, orderWords[one]])}
            onChange={(chosen) => onChoose({ order: chosen })}
          />
        )}
      </div>
      {(isFiltering || isFiltered) && (
        <Suspense>
          <FilterPanel
            path={path}
            decided={comparison.decided}
            total={total}
            all={comparison.counts[kind]}
            isOpen={isFiltering}
            onChoose={onChoose}
            onClear={clear}
          />
        </Suspense>
      )}
    </>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  hint: KeyHint;
  value: T;
  choices: (readonly [T, string])[];
  onChange: (value: T) => void;
}

function Choice<T extends string>({ label, hint, value, choices, onChange }: ChoiceProps<T>) {
  return (
    <label>
      <span className="unseen">{label}</span>
      <select
        className="input"
        {...hint}
        value={value}
        onChange={({ target }) => {
          const chosen = choices.find(([one]) => one === target.value);
          if (chosen) onChange(chosen[0]);
        }}
      >
        {choices.map(([one, words]) => (
          <option key={one} value={one}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}
