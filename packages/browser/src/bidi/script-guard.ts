import type { BidiConnection } from './connection.ts';

interface Header {
  name: string;
  value: { type: 'string' | 'base64'; value: string };
}

interface Paused {
  isBlocked: boolean;
  intercepts?: string[];
  context: string | null;
  navigation: string | null;
  request: { request: string; url: string };
  response: { headers: Header[] };
}

/** Inherited by the documents frames get without a request: srcdoc, data:, blob:, about:blank. */
const policy: Header = {
  name: 'Content-Security-Policy',
  value: { type: 'string', value: "script-src 'none'" },
};

/**
 * Keeps the scripts of a page from running, and the page where it was sent. By a policy on every
 * document, not by turning scripts off: then the parser would show what is meant for browsers
 * without them (noscript).
 */
export class BidiScriptGuard {
  readonly #connection: BidiConnection;
  readonly #context: string;
  #destination: string | undefined;
  readonly #stops: (() => void)[];

  constructor(connection: BidiConnection, context: string) {
    this.#connection = connection;
    this.#context = context;
    const on = (method: string, decide: (paused: Paused) => Promise<unknown>) =>
      connection.on(method, (params) => {
        const paused = params as unknown as Paused;
        if (!paused.isBlocked || !paused.intercepts?.some((id) => this.#intercepts.has(id))) return;
        decide(paused)
          .catch(() => this.#send('failRequest', paused))
          // The request is gone when its frame is.
          .catch(() => undefined);
      });
    this.#stops = [
      on('network.beforeRequestSent', (paused) => this.#ask(paused)),
      on('network.responseStarted', (paused) => this.#answer(paused)),
    ];
  }

  readonly #intercepts = new Set<string>();

  async start(): Promise<void> {
    const answer = await this.#connection.send('network.addIntercept', {
      phases: ['beforeRequestSent', 'responseStarted'],
      contexts: [this.#context],
    });
    this.#intercepts.add(String(answer.intercept));
  }

  stop(): void {
    for (const stop of this.#stops) stop();
  }

  /** Lets the page go there, and nowhere else from now on. */
  allow(url: string): void {
    this.#destination = url;
  }

  #ask(paused: Paused): Promise<unknown> {
    const { context, navigation, request } = paused;
    const leaves =
      context === this.#context && navigation !== null && request.url !== this.#destination;
    return this.#send(leaves ? 'failRequest' : 'continueRequest', paused);
  }

  #answer(paused: Paused): Promise<unknown> {
    const { navigation, response } = paused;
    if (navigation === null) return this.#send('continueResponse', paused);
    return this.#send('continueResponse', paused, { headers: [...response.headers, policy] });
  }

  #send(method: string, { request }: Paused, params = {}): Promise<unknown> {
    return this.#connection.send(`network.${method}`, { request: request.request, ...params });
  }
}
