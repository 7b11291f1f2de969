import { useMemo } from 'react';
import { useKeyHint } from '../../keys/key-hint.tsx';
import { useActions } from '../../keys/use-actions.ts';
import { Icon } from '../../ui/icon.tsx';
import { useStored } from '../../ui/store.ts';
import { type Inspector, inspecting, toggleInspector } from './inspector.ts';

export function InspectorToggle({ inspector }: { inspector: Inspector }) {
  const isOn = useStored(inspecting, (on) => on);
  useActions(
    useMemo(() => ({ 'inspector.toggle': () => toggleInspector(inspector) }), [inspector]),
  );
  return (
    <button
      type="button"
      className="button button-plain button-icon tool-toggle"
      aria-label="Pixel inspector"
      aria-pressed={isOn}
      {...useKeyHint('inspector.toggle')}
      onClick={() => toggleInspector(inspector)}
    >
      <Icon name="inspect" />
    </button>
  );
}
