/** What transparent pictures lie on. */
import { createRemembered } from '../../ui/remembered.ts';

export const backgrounds = ['checks', 'white', 'black'] as const;

/** One of those, or a colour of one's own as `#rrggbb`. */
export const background = createRemembered('twinlens.background', (text): string => {
  const isColour = /^#[0-9a-f]{6}$/.test(text ?? '');
  return text !== null && (isColour || backgrounds.some((one) => one === text)) ? text : 'checks';
});

/** To the next one, of one's own excepted. */
export function nextBackground(): void {
  const at = backgrounds.map(String).indexOf(background.get());
  background.set(backgrounds[(at + 1) % backgrounds.length] ?? 'checks');
}

export const isOwn = (value: string) => value.startsWith('#');
