/** Whether a snapshot was rendered for its report, copied from an earlier capture, or carried over. */
export type Origin = 'rendered' | 'copied' | 'carried-over';

const origins: readonly string[] = ['rendered', 'copied', 'carried-over'] satisfies Origin[];

/** Out of an address, which people edit. */
export const parseOrigin = (text: string | undefined): Origin | null =>
  text !== undefined && origins.includes(text) ? (text as Origin) : null;
