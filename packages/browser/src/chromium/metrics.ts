import type { CdpSession } from '../cdp/connection.ts';
import type { Rectangle, Size } from '../page.ts';

/** How large a page is: its viewport, and the part of the document that is rendered. */
export class Metrics {
  readonly #session: CdpSession;
  readonly #viewport: Size;
  readonly #deviceScaleFactor: number;
  /** The part of the document shown now; undefined: the viewport. */
  #shown: string | undefined;
  /** How large the surface is: as the largest part shown since the viewport was shown last. */
  #surface: Size = { width: 0, height: 0 };

  constructor(session: CdpSession, viewport: Size, deviceScaleFactor: number) {
    this.#session = session;
    this.#viewport = viewport;
    this.#deviceScaleFactor = deviceScaleFactor;
  }

  /** Gives the page its viewport. */
  async start(): Promise<void> {
    await this.#override({});
  }

  /**
   * Makes the surface exactly as large as a part of the document; the viewport stays as it is.
   * @returns The size of its picture, in pixels.
   */
  async show(rectangle: Rectangle): Promise<Size> {
    const { width, height } = rectangle;
    const shown = JSON.stringify(rectangle);
    if (shown !== this.#shown) {
      const shrinks = width < this.#surface.width || height < this.#surface.height;
      const grown = {
        width: Math.max(width, this.#surface.width),
        height: Math.max(height, this.#surface.height),
      };
      this.#surface = shrinks ? { width, height } : grown;
      await Promise.all([
        // A surface only grows from one part to the next, and every later frame would be drawn as
        // large: 10 ms instead of 3 for a button shown after a page of 3,000 pixels.
        shrinks && this.#override({}),
        this.#override({ viewport: { ...rectangle, scale: 1 } }),
      ]);
      this.#shown = shown;
    }
    return { width: width * this.#deviceScaleFactor, height: height * this.#deviceScaleFactor };
  }

  async #override(part: { viewport?: Rectangle & { scale: number } }): Promise<void> {
    await this.#session.send('Emulation.setDeviceMetricsOverride', {
      ...this.#viewport,
      deviceScaleFactor: this.#deviceScaleFactor,
      mobile: false,
      ...part,
    });
  }
}
