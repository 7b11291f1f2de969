import { Asked } from '../connection/asked.ts';
import { Endless, type Load } from '../connection/endless.ts';
import type { PageEvent } from '../page.ts';
import type { BidiConnection } from './connection.ts';

interface NetworkEvent {
  /** Of the frame; null for what belongs to none. */
  context: string | null;
  request: { request: string; method: string; url: string; destination?: string };
  response?: { status: number };
  errorText?: string;
}

/** The page itself has thought better of it, or was left. */
const cancelled = /NS_BINDING_ABORTED|ABORT/;

/** Asked for by the browser for its own tab, and shown to nobody. */
const isIcon = ({ request: { url } }: NetworkEvent) => /^https?:\/\/[^/]+\/favicon\.ico$/.test(url);

interface Watch {
  endlessMs: number;
  onEvent(event: PageEvent): void;
}

/** What a page loads, has asked for, and could not get. */
export class BidiRequests {
  readonly #loads = new Map<string, Load>();
  readonly #asked = new Asked();
  readonly #endless: Endless;
  readonly #onEvent: (event: PageEvent) => void;
  readonly stop: () => void;

  /** @param contexts Whether a frame is one of this page. */
  constructor(
    connection: BidiConnection,
    contexts: (context: string | null) => boolean,
    { endlessMs, onEvent }: Watch,
  ) {
    this.#onEvent = onEvent;
    this.#endless = new Endless(endlessMs, onEvent);
    const on = (method: string, listener: (event: NetworkEvent) => void) =>
      connection.on(method, (params) => {
        const event = params as unknown as NetworkEvent;
        if (contexts(event.context) && !isIcon(event)) listener(event);
      });
    const stops = [
      on('network.beforeRequestSent', ({ request: { request, url } }) => {
        this.#asked.note(url);
        // One that is redirected is announced again.
        const since = this.#loads.get(request)?.since ?? performance.now();
        this.#loads.set(request, { url, since });
      }),
      on('network.responseCompleted', (event) => {
        const { status = 0 } = event.response ?? {};
        // What it redirects to is announced under the same name.
        if (status < 300 || status >= 400) this.#loads.delete(event.request.request);
        if (status >= 400) this.#fail(event, String(status));
      }),
      on('network.fetchError', (event) => {
        const { errorText = 'failed' } = event;
        this.#loads.delete(event.request.request);
        if (!cancelled.test(errorText)) this.#fail(event, errorText);
      }),
    ];
    this.stop = () => {
      for (const stop of stops) stop();
    };
  }

  /** @see Page.loading */
  loading(): string[] {
    return this.#endless.leftOut([...this.#loads.values()]);
  }

  /** @see Page.requested */
  asked(): string[] | undefined {
    return this.#asked.addresses();
  }

  /** The page is sent to another document. */
  startAgain(): void {
    this.#asked.startAgain();
  }

  /** Another document has come; what the one before was loading is not waited for. */
  documentChanged(): void {
    this.#loads.clear();
    this.#endless.clear();
  }

  #fail({ request: { method, url } }: NetworkEvent, problem: string): void {
    this.#onEvent({ kind: 'request', method, url, problem });
  }
}
