import type { DeepCompare } from '../api/entities.ts';

/** What the fields begin with: what the documentation of the clients recommends. */
export const usualTolerance: DeepCompare = {
  compareThreshold: 0.002,
  diffAlgorithm: 'color-delta',
};

interface DeepCompareFieldsProps {
  value: DeepCompare;
  disabled: boolean;
  onChange: (value: DeepCompare) => void;
}

const switches = [
  { name: 'ignoreWhitespace', label: 'Blank bands that only one picture has do not count' },
  { name: 'applyBlur', label: 'Blur both pictures first' },
] as const;

/** How much two pictures may differ. */
export function DeepCompareFields({ value, disabled, onChange }: DeepCompareFieldsProps) {
  return (
    <div className="tolerance-fields">
      <label className="field">
        <span>Largest distance of a pixel</span>
        <input
          className="input number"
          type="number"
          min={0}
          max={1}
          step="any"
          required
          disabled={disabled}
          value={Number.isNaN(value.compareThreshold) ? '' : value.compareThreshold}
          onChange={({ target }) => onChange({ ...value, compareThreshold: target.valueAsNumber })}
        />
        <small>From 0 to 1; 0.002 is where to begin.</small>
      </label>
      <label className="field">
        <span>Share of pixels that may differ more</span>
        <input
          className="input number"
          type="number"
          min={0}
          max={1}
          step="any"
          disabled={disabled}
          value={value.ignoreThreshold ?? ''}
          placeholder="0"
          onChange={({ target }) => {
            const { ignoreThreshold: _, ...rest } = value;
            const share = target.valueAsNumber;
            onChange(Number.isNaN(share) ? rest : { ...rest, ignoreThreshold: share });
          }}
        />
        <small>From 0 to 1.</small>
      </label>
      <label className="field">
        <span>Measured by</span>
        <select
          className="input"
          disabled={disabled}
          value={value.diffAlgorithm ?? 'color-delta'}
          onChange={({ target }) =>
            onChange({ ...value, diffAlgorithm: target.value === 'ssim' ? 'ssim' : 'color-delta' })
          }
        >
          <option value="color-delta">Colour (color-delta)</option>
          <option value="ssim">Structure (ssim)</option>
        </select>
        <small>Structure hardly sees changes of colour.</small>
      </label>
      <div className="tolerance-switches">
        {switches.map(({ name, label }) => (
          <label key={name} className="settings-switch">
            <input
              type="checkbox"
              disabled={disabled}
              checked={value[name] === true}
              onChange={({ target }) => onChange({ ...value, [name]: target.checked })}
            />
            {label}
          </label>
        ))}
      </div>
    </div>
  );
}
