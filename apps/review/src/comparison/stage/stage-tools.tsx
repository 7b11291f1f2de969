import type { ReactNode } from 'react';
import { BackgroundPicker } from '../background/background-picker.tsx';
import { InspectorToggle } from '../inspector/inspector-toggle.tsx';
import type { Look } from '../look/look.ts';
import { PinTool } from '../pins/pin-tool.tsx';
import { RegionSteps } from '../regions/region-steps.tsx';
import { ZoomControls } from '../viewport/zoom-controls.tsx';

/** What can be chosen in every mode, and before it what can be in this one. */
export function StageTools({ look, children }: { look: Look; children: ReactNode }) {
  return (
    <div className="tools">
      <div className="tools-own">{children}</div>
      <PinTool regions={look.regions} />
      <RegionSteps regions={look.regions} />
      <ZoomControls viewport={look.viewport} />
      <InspectorToggle inspector={look.inspector} />
      <BackgroundPicker />
    </div>
  );
}
