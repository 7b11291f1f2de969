import { useMemo, useRef, useState } from 'react';
import type { ChangeKind } from '../../api/entities.ts';
import { type KeyHint, useKeyHint } from '../../keys/key-hint.tsx';
import { useActions } from '../../keys/use-actions.ts';
import { FilterBox } from '../../ui/filter-box.tsx';
import { Icon } from '../../ui/icon.tsx';
import { differenceClasses, differenceWords, hasDifferences } from '../difference-words.ts';
import type { ListChoice } from '../use-review-address.ts';
import {
  changeOrders,
  groupings,
  groupWords,
  needsDecision,
  orderWords,
  rowStandings,
  standingWords,
} from './arrangement.ts';
import './list-options.css';

interface ListOptionsProps {
  kind: ChangeKind;
  list: ListChoice;
  onChoose: (choice: Partial<ListChoice>) => void;
}

/** The choice after this one; after the last one the first. */
const after = <T,>(choices: readonly T[], value: T): T =>
  choices[(choices.indexOf(value) + 1) % choices.length] ?? value;

/** What is sought, which rows are kept, and how they are put together. */
export function ListOptions({ kind, list, onChoose }: ListOptionsProps) {
  const [isOpen, setIsOpen] = useState(false);
  const search = useRef<HTMLInputElement>(null);
  useActions(
    useMemo(
      () => ({
        'list.search': () => search.current?.focus(),
        'list.group': () => onChoose({ groupBy: after(groupings(kind), list.groupBy) }),
        'list.order': hasDifferences(kind)
          ? () => onChoose({ order: after(changeOrders, list.order) })
          : null,
        'list.standing': needsDecision(kind)
          ? () => onChoose({ standing: after([null, ...rowStandings], list.standing) })
          : null,
        'list.difference': hasDifferences(kind)
          ? () => onChoose({ difference: after([null, ...differenceClasses], list.difference) })
          : null,
      }),
      [kind, list, onChoose],
    ),
  );
  const groupHint = useKeyHint('list.group');
  const orderHint = useKeyHint('list.order');
  const standingHint = useKeyHint('list.standing');
  const differenceHint = useKeyHint('list.difference');
  return (
    <div className="list-options" data-open={isOpen}>
      <FilterBox
        key={kind}
        value={list.filter}
        onChange={(filter) => onChoose({ filter })}
        label={`Filter ${kind} snapshots`}
        field={search}
      />
      <button
        type="button"
        className="button button-icon list-options-more"
        aria-label="Options of the list"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
      >
        <Icon name="options" />
      </button>
      <Choice
        label="Group rows"
        hint={groupHint}
        value={list.groupBy}
        choices={groupings(kind).map((one) => [one, groupWords[one]])}
        onChange={(groupBy) => onChoose({ groupBy })}
      />
      {hasDifferences(kind) && (
        <Choice
          label="Order of rows"
          hint={orderHint}
          value={list.order}
          choices={changeOrders.map((one) => [one, orderWords[one]])}
          onChange={(order) => onChoose({ order })}
        />
      )}
      {needsDecision(kind) && (
        <Choice
          label="Decided or not"
          hint={standingHint}
          value={list.standing ?? ''}
          choices={[
            ['', 'Any decision'] as const,
            ...rowStandings.map((one) => [one, standingWords[one]] as const),
          ]}
          onChange={(standing) => onChoose({ standing: standing === '' ? null : standing })}
        />
      )}
      {hasDifferences(kind) && (
        <Choice
          label="Kind of difference"
          hint={differenceHint}
          value={list.difference ?? ''}
          choices={[
            ['', 'Any difference'] as const,
            ...differenceClasses.map((one) => [one, differenceWords[one].short] as const),
          ]}
          onChange={(difference) => onChoose({ difference: difference === '' ? null : difference })}
        />
      )}
    </div>
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
