import type { CdpSession } from '../cdp/connection.ts';
import type { Rectangle, Size } from '../page.ts';

/** How large a page is: its viewport, and the part of the document that is rendered. */
export class Metrics {
  readonly #session: CdpSession;
  readonly #viewport: Size;
  readonly #deviceScaleFactor: number;
  /** The part of the document shown now; undefined: the viewport. */
  #shown: string | undefined;

  constructor(session: CdpSession, viewport: Size, deviceScaleFactor: number) {
    this.#session = session;
    this.#viewport = viewport;
    this.#deviceScaleFactor = deviceScaleFactor;
  }

  /** Gives the page its viewport, and a surface of the same size. */
  async start(): Promise<void> {
    await this.#override({});
    this.#shown = undefined;
  }

  exceedsViewport({ width, height }: Size): boolean {
    return width > this.#viewport.width || height > this.#viewport.height;
  }

  /**
   * Makes the surface exactly as large as a part of the document; the viewport stays as it is.
   * @returns The size of its picture, in pixels.
   */
  async show(rectangle: Rectangle): Promise<Size> {
    const shown = JSON.stringify(rectangle);
    if (shown !== this.#shown) {
      await this.#override({ viewport: { ...rectangle, scale: 1 } });
      this.#shown = shown;
    }
    return {
      width: rectangle.width * this.#deviceScaleFactor,
      height: rectangle.height * this.#deviceScaleFactor,
    };
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
