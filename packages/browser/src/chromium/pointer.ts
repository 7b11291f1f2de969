import type { CdpSession } from '../cdp/connection.ts';
import type { Point } from '../page.ts';

/** Where no page is. */
const nowhere: Point = { x: -10, y: -10 };

/** The mouse pointer of a page, which is away from it unless it is moved there. */
export class Pointer {
  readonly #session: CdpSession;

  constructor(session: CdpSession) {
    this.#session = session;
  }

  /** Chromium's own stands in the top left corner, and would hover whatever comes to lie there. */
  async start(): Promise<void> {
    await this.#ignore(true);
  }

  /** @param place Undefined: away from the page. */
  async move(place: Point | undefined): Promise<void> {
    await this.#ignore(false);
    const { x, y } = place ?? nowhere;
    await this.#session.send('Input.dispatchMouseEvent', { type: 'mouseMoved', x, y });
    if (!place) await this.#ignore(true);
  }

  /** The page is told of keys and of the pointer from now on. */
  async listen(): Promise<void> {
    await this.#ignore(false);
  }

  async click({ x, y }: Point): Promise<void> {
    await this.move({ x, y });
    const button = { x, y, button: 'left', clickCount: 1 };
    await this.#session.send('Input.dispatchMouseEvent', { type: 'mousePressed', ...button });
    await this.#session.send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...button });
  }

  async #ignore(ignore: boolean): Promise<void> {
    await this.#session.send('Input.setIgnoreInputEvents', { ignore });
  }
}
