import { type DifferenceClass, differenceClasses, differenceWords } from './difference-words.ts';

interface DifferenceFilterProps {
  value: DifferenceClass | null;
  onChange: (value: DifferenceClass | null) => void;
}

/** Keeps rows with one kind of difference. */
export function DifferenceFilter({ value, onChange }: DifferenceFilterProps) {
  return (
    <label>
      <span className="unseen">Kind of difference</span>
      <select
        className="input"
        value={value ?? ''}
        onChange={({ target }) =>
          onChange(differenceClasses.find((one) => one === target.value) ?? null)
        }
      >
        <option value="">Every kind of difference</option>
        {differenceClasses.map((one) => (
          <option key={one} value={one}>
            {differenceWords[one].short}
          </option>
        ))}
      </select>
    </label>
  );
}
