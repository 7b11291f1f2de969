import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useApi } from '../../api/context.tsx';
import type { Comparison, RowFilters } from '../../api/entities.ts';
import { type ChangeListPath, changeFiltersQuery } from '../../api/queries.ts';
import { KeyLetter, useKeyHint } from '../../keys/key-hint.tsx';
import { ErrorText } from '../../ui/error-text.tsx';
import { Icon } from '../../ui/icon.tsx';
import { filterWords, inOrder, valueWords } from './filter-words.ts';
import { choiceOf, chosenFilters, type FilterName, filterNames, isOffered } from './row-filters.ts';
import './filter-panel.css';

interface FilterPanelProps {
  path: ChangeListPath;
  decided: Comparison['decided'];
  /** Rows that are left; undefined until that is known. */
  total: number | undefined;
  /** Rows of this kind. */
  all: number;
  isOpen: boolean;
  onChoose: (choice: Partial<RowFilters>) => void;
  onClear: () => void;
}

const number = new Intl.NumberFormat('en');

/** Every filter with what it would keep, and those that are chosen, each to be taken away. */
export default function FilterPanel(props: FilterPanelProps) {
  const { path, total, all, isOpen, onChoose, onClear } = props;
  const chosen = chosenFilters(path);
  const clearHint = useKeyHint('list.clear');
  const isFiltered = chosen.length > 0 || path.filter !== '';
  return (
    <>
      {isOpen && <Choices {...props} />}
      {isFiltered && (
        <div className="filter-chips">
          <p className="filter-left number" role="status">
            {total !== undefined && `${number.format(total)} of ${number.format(all)}`}
          </p>
          {chosen.map((name) => (
            <button
              key={name}
              type="button"
              className="filter-chip"
              aria-label={`${filterWords[name].label}: ${valueWords(name, path[name] ?? '')}. Remove`}
              onClick={() => onChoose({ [name]: null })}
            >
              <span>{valueWords(name, path[name] ?? '')}</span>
              <Icon name="cross" size={12} />
            </button>
          ))}
          <button
            type="button"
            className="button button-plain filter-clear"
            {...clearHint}
            onClick={onClear}
          >
            Clear all
            <KeyLetter of="list.clear" />
          </button>
        </div>
      )}
    </>
  );
}

function Choices({ path, decided, onChoose }: FilterPanelProps) {
  const { data, error } = useQuery({
    ...changeFiltersQuery(useApi(), path, decided),
    placeholderData: keepPreviousData,
  });
  const first = useRef<HTMLFieldSetElement>(null);
  // Whoever opens it wants to choose.
  useEffect(() => first.current?.querySelector('select')?.focus(), []);
  return (
    <fieldset ref={first} className="filter-choices">
      <legend className="unseen">Filters</legend>
      {filterNames
        .filter((name) => isOffered(name, path.kind))
        .map((name) => (
          <FilterChoice
            key={name}
            name={name}
            value={path[name]}
            counted={data?.[name === 'difference' ? 'class' : name] ?? []}
            onChoose={(value) => onChoose(choiceOf(path.kind, name, value))}
          />
        ))}
      {error && (
        <p className="filter-error" role="alert">
          How many rows there are is not known: <ErrorText error={error} />
        </p>
      )}
    </fieldset>
  );
}

interface FilterChoiceProps {
  name: FilterName;
  value: string | null;
  counted: { value: string; count: number }[];
  onChoose: (value: string) => void;
}

function FilterChoice({ name, value, counted, onChoose }: FilterChoiceProps) {
  const { label, any } = filterWords[name];
  // What is chosen is offered also where nothing is left of it.
  const isListed = value === null || counted.some((one) => one.value === value);
  const choices = inOrder(name, isListed ? counted : [...counted, { value, count: 0 }]);
  return (
    <label>
      <span className="unseen">{label}</span>
      <select
        className="input"
        value={value ?? ''}
        data-chosen={value === null ? undefined : ''}
        onChange={({ target }) => onChoose(target.value)}
      >
        <option value="">{any}</option>
        {choices.map((one) => (
          <option key={one.value} value={one.value}>
            {`${valueWords(name, one.value)} (${number.format(one.count)})`}
          </option>
        ))}
      </select>
    </label>
  );
}
