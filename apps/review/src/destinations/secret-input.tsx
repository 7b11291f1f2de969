import type { KindDescription } from './kinds.ts';

interface SecretInputProps {
  asked: KindDescription['secret'];
  /** Whether there is one that stays where nothing is typed. */
  isKept: boolean;
  value: string;
  onChange: (value: string) => void;
}

/** A secret; one of many lines is shown as it is pasted. */
export function SecretInput({ asked, isKept, value, onChange }: SecretInputProps) {
  const { label, hint, isRequired, isLong } = asked;
  const words = <small>{isKept ? 'Empty: it stays as it is.' : hint}</small>;
  const field = {
    autoComplete: 'off',
    value,
    maxLength: 10_000,
    required: isRequired && !isKept,
    onChange: ({ target }: { target: { value: string } }) => onChange(target.value),
  };
  if (isLong) {
    return (
      <label className="field">
        <span>{label}</span>
        <textarea className="input destination-long" rows={3} spellCheck={false} {...field} />
        {words}
      </label>
    );
  }
  return (
    <label className="field">
      <span>{label}</span>
      <input className="input" type="password" {...field} />
      {words}
    </label>
  );
}
