import { type RefObject, useEffect, useRef, useState } from 'react';
import { Icon } from './icon.tsx';
import './filter-box.css';

/** Milliseconds without a keystroke until the list is asked again. */
const pauseMs = 200;

interface FilterBoxProps {
  value: string;
  onChange: (value: string) => void;
  label: string;
  /** The field, for who leads there. */
  field?: RefObject<HTMLInputElement | null>;
}

export function FilterBox({ value, onChange, label, field }: FilterBoxProps) {
  const [text, setText] = useState(value);
  /** What was handed on and has not come back as the value. */
  const awaited = useRef<string | null>(null);
  useEffect(() => {
    if (value === awaited.current) awaited.current = null;
    // Somebody else has changed it, as by taking all filters away.
    else if (awaited.current === null) setText(value);
  }, [value]);
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => {
      awaited.current = text;
      onChange(text);
    }, pauseMs);
    return () => clearTimeout(timer);
  }, [text, value, onChange]);
  return (
    <label className="filter-box">
      <Icon name="search" />
      <span className="unseen">{label}</span>
      <input
        ref={field}
        className="input"
        type="search"
        placeholder={label}
        maxLength={200}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </label>
  );
}
