import { engines } from '@twinlens/browser';
import { canAnimate, type TargetType } from '@twinlens/contract';
import { unmetOf, wishes } from '../capture/unmet.ts';
import { targets } from './targets.ts';

/** What targets of a type may ask for and do not get of the browser behind it, in words. */
export function lacksOf(type: TargetType): string[] {
  const { engine, device } = targets[type];
  const { capabilities } = engines[engine];
  const { appearance, animations, emoji, headers } = capabilities;
  const shown = Object.entries(wishes).flatMap(([key, name]) =>
    appearance[key as keyof typeof wishes] ? [] : [name],
  );
  return [
    ...shown,
    ...(canAnimate(type) && !animations ? ['animate'] : []),
    ...(emoji ? [] : ['emoji of the bundled fonts']),
    ...(headers ? [] : ['outgoingRequestHeaders']),
    ...unmetOf(capabilities, device),
  ];
}
