import { useEffect, useMemo, useRef, useState } from 'react';
import { useKeyHint } from '../keys/key-hint.tsx';
import { useActions } from '../keys/use-actions.ts';
import { Icon } from './icon.tsx';
import './filter-box.css';

/** Milliseconds without a keystroke until the list is asked again. */
const pauseMs = 200;

interface FilterBoxProps {
  value: string;
  onChange: (value: string) => void;
  label: string;
}

export function FilterBox({ value, onChange, label }: FilterBoxProps) {
  const [text, setText] = useState(value);
  const field = useRef<HTMLInputElement>(null);
  useActions(useMemo(() => ({ 'list.search': () => field.current?.focus() }), []));
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
        {...useKeyHint('list.search', label)}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </label>
  );
}
