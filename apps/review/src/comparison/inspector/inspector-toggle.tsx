import { Icon } from '../../ui/icon.tsx';
import { useStored } from '../../ui/store.ts';
import { type Inspector, inspecting, toggleInspector } from './inspector.ts';

export function InspectorToggle({ inspector }: { inspector: Inspector }) {
  const isOn = useStored(inspecting, (on) => on);
  return (
    <button
      type="button"
      className="button button-plain button-icon tool-toggle"
      aria-label="Pixel inspector"
      aria-pressed={isOn}
      title="Pixel inspector (i)"
      onClick={() => toggleInspector(inspector)}
    >
      <Icon name="inspect" />
    </button>
  );
}
