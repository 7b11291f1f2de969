import { useId } from 'react';
import './field.css';

export interface FieldProps {
  label: string;
  value: string;
  hint?: string;
  error?: string;
}

export function Field({ label, value, hint, error }: FieldProps) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div className={error ? 'field field-wrong' : 'field'}>
      <label htmlFor={id}>{label}</label>
      <input id={id} defaultValue={value} aria-invalid={error !== undefined} />
      {note && <p>{note}</p>}
    </div>
  );
}

export function Choice({ label, checked = false }: { label: string; checked?: boolean }) {
  return (
    <label className="choice">
      <input type="checkbox" defaultChecked={checked} />
      {label}
    </label>
  );
}
