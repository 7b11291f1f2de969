import type { SettingField } from './kinds.ts';

interface SettingInputProps {
  field: SettingField;
  /** In text; `true` for a flag that is set. */
  value: string;
  onChange: (value: string) => void;
}

/** One setting, as its description says it is asked for. */
export function SettingInput({ field, value, onChange }: SettingInputProps) {
  const { label, hint, type, placeholder, choices = {}, isOptional } = field;
  if (type === 'flag') {
    return (
      <label className="destination-choice">
        <input
          type="checkbox"
          checked={value === 'true'}
          onChange={({ target }) => onChange(target.checked ? 'true' : '')}
        />
        <span>
          {label}
          <small className="soft destination-hint">{hint}</small>
        </span>
      </label>
    );
  }
  if (type === 'choice') {
    return (
      <label className="field">
        <span>{label}</span>
        <select
          className="input"
          value={value === '' ? Object.keys(choices)[0] : value}
          onChange={({ target }) => onChange(target.value)}
        >
          {Object.entries(choices).map(([name, words]) => (
            <option key={name} value={name}>
              {words}
            </option>
          ))}
        </select>
        <small>{hint}</small>
      </label>
    );
  }
  return (
    <label className="field">
      <span>{label}</span>
      <input
        className="input"
        type={type}
        value={value}
        placeholder={placeholder}
        maxLength={4000}
        required={!isOptional}
        onChange={({ target }) => onChange(target.value)}
      />
      <small>{hint}</small>
    </label>
  );
}
