import type { SnapRequestSummary } from '../api/entities.ts';
import type { IconName } from '../ui/icon.tsx';
import { Badge, type Tone } from '../ui/state-badge.tsx';

const states: Record<SnapRequestSummary['state'], { tone: Tone; icon: IconName; label: string }> = {
  queued: { tone: 'quiet', icon: 'clock', label: 'Queued' },
  leased: { tone: 'run', icon: 'running', label: 'Capturing' },
  done: { tone: 'good', icon: 'check', label: 'Done' },
  failed: { tone: 'bad', icon: 'cross', label: 'Failed' },
};

export function RequestState({ state }: { state: SnapRequestSummary['state'] }) {
  return <Badge {...states[state]} />;
}
