import type { Delivery, DeliveryState } from '../api/entities.ts';
import type { IconName } from '../ui/icon.tsx';
import type { Tone } from '../ui/state-badge.tsx';

export const deliveryStates: Record<DeliveryState, { tone: Tone; icon: IconName; label: string }> =
  {
    waiting: { tone: 'wait', icon: 'clock', label: 'Waiting' },
    delivered: { tone: 'good', icon: 'check', label: 'Told' },
    superseded: { tone: 'quiet', icon: 'moved', label: 'Superseded' },
    refused: { tone: 'bad', icon: 'cross', label: 'Refused' },
  };

export const stateNames = Object.keys(deliveryStates) as DeliveryState[];

/** What is told, in a line. */
export function describeDelivery({ content }: Pick<Delivery, 'content'>): string {
  switch (content.type) {
    case 'status':
      return `${content.context} of ${content.sha.slice(0, 10)}: ${content.description}`;
    case 'check':
      return `${content.name} of ${content.sha.slice(0, 10)}: ${content.title}`;
    case 'comment':
      return `Comment on pull request ${content.pullRequest}`;
    case 'comparison':
      return `Comparison ${content.comparisonId} was made`;
    case 'mail':
      return `${content.digest ? 'Mail of the day' : 'Mail'} to ${content.address}`;
    case 'event':
      return textOf(content.body) ?? 'Something happened';
  }
}

/** Bodies of events carry a line for people. */
function textOf(body: unknown): string | null {
  const { text } = Object(body) as { text?: unknown };
  return typeof text === 'string' && text !== '' ? text : null;
}
