import type { Appearance } from '../appearance.ts';
import type { CdpSession } from '../cdp/connection.ts';

/** What documents are told of the medium they are shown on, and of who looks at them. */
export class Media {
  readonly #session: CdpSession;
  readonly #appearance: Appearance;

  constructor(session: CdpSession, appearance: Appearance) {
    this.#session = session;
    this.#appearance = appearance;
  }

  async start(): Promise<void> {
    await this.#emulate(this.#appearance);
  }

  /** @param reduced Undefined: as the page was opened. */
  async reduceMotion(reduced: boolean | undefined): Promise<void> {
    await this.#emulate({
      ...this.#appearance,
      ...(reduced !== undefined && { reducedMotion: reduced }),
    });
  }

  async #emulate({ reducedMotion, colorScheme, forcedColors, print }: Appearance): Promise<void> {
    const features: { name: string; value: string }[] = [];
    if (reducedMotion !== undefined) {
      const value = reducedMotion ? 'reduce' : 'no-preference';
      features.push({ name: 'prefers-reduced-motion', value });
    }
    if (colorScheme !== undefined)
      features.push({ name: 'prefers-color-scheme', value: colorScheme });
    if (forcedColors) features.push({ name: 'forced-colors', value: 'active' });
    await this.#session.send('Emulation.setEmulatedMedia', {
      features,
      ...(print && { media: 'print' }),
    });
  }
}
