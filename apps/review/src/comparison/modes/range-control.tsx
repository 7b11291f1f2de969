import { useMemo, useRef } from 'react';
import { useKeyHint } from '../../keys/key-hint.tsx';
import { useActions } from '../../keys/use-actions.ts';

interface RangeControlProps {
  label: string;
  value: number;
  least: number;
  most: number;
  step: number;
  /** The value in words. */
  text: string;
  onChange: (value: number) => void;
}

/** A slider with its name and its value beside it. */
export function RangeControl({
  label,
  value,
  least,
  most,
  step,
  text,
  onChange,
}: RangeControlProps) {
  const slider = useRef<HTMLInputElement>(null);
  useActions(useMemo(() => ({ 'view.slider': () => slider.current?.focus() }), []));
  return (
    <label className="range-control">
      <span className="soft">{label}</span>
      <input
        ref={slider}
        type="range"
        {...useKeyHint('view.slider', label)}
        min={least}
        max={most}
        step={step}
        value={value}
        aria-valuetext={text}
        onChange={(event) => onChange(Number(event.target.value))}
      />
      <span className="range-text number">{text}</span>
    </label>
  );
}
