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
  return (
    <label className="range-control">
      <span className="soft">{label}</span>
      <input
        type="range"
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
