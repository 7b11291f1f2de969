/** Whether a snapshot was rendered for its report or carried over from another one. */
export type Origin = 'rendered' | 'carried-over';

/** Out of an address, which people edit. */
export const parseOrigin = (text: string | undefined): Origin | null =>
  text === 'rendered' || text === 'carried-over' ? text : null;
