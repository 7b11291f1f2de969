import { Tabs } from '@base-ui/react/tabs';
import type { Picture } from '../../api/entities.ts';
import { KeyLetter, useKeyHint } from '../../keys/key-hint.tsx';
import { Icon } from '../../ui/icon.tsx';
import type { CapturedTwice } from '../captured-twice.ts';
import { modes } from '../modes/modes.ts';
import { type View, type ViewChoice, views } from '../use-view.ts';
import { PairStage } from './pair-stage.tsx';

interface PairViewsProps {
  name: string;
  before: Picture;
  after: Picture;
  twice: CapturedTwice | null;
  view: ViewChoice;
}

/** Two pictures, and every way to see what differs between them. */
export function PairViews(props: PairViewsProps) {
  const { view, setView } = props.view;
  return (
    <Tabs.Root className="views" value={view} onValueChange={(chosen: View) => setView(chosen)}>
      <div className="views-bar">
        <Tabs.List
          className="views-tabs views-tabs-many"
          aria-label="How to compare"
          activateOnFocus
        >
          {views.map((one) => (
            <ViewTab key={one} view={one} />
          ))}
        </Tabs.List>
      </div>
      <Tabs.Panel value={view} className="views-panel">
        <PairStage {...props} />
      </Tabs.Panel>
    </Tabs.Root>
  );
}

function ViewTab({ view }: { view: View }) {
  const { label, icon } = modes[view];
  return (
    <Tabs.Tab value={view} className="views-tab" {...useKeyHint(`view.${view}`, label)}>
      <Icon name={icon} />
      {label}
      <KeyLetter of={`view.${view}`} />
    </Tabs.Tab>
  );
}
