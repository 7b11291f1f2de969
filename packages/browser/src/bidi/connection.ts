import { Lifetime } from '../connection/lifetime.ts';
import { PendingCalls } from '../connection/pending-calls.ts';
import { BrowserGoneError } from '../page.ts';

/** Commands and events are loosely typed on purpose: callers read the few fields they need. */
export type BidiObject = Record<string, unknown>;

/** The browser answered a command with an error. */
export class BidiError extends Error {
  override readonly name = 'BidiError';
}

interface Incoming {
  type: 'success' | 'error' | 'event';
  id?: number | null;
  method?: string;
  params?: BidiObject;
  result?: BidiObject;
  error?: string;
  message?: string;
}

type Listener = (params: BidiObject) => void;

/** One WebDriver BiDi connection to a browser, over a WebSocket. */
export class BidiConnection {
  /** While it is open. */
  readonly lifetime = new Lifetime();
  readonly #socket: WebSocket;
  readonly #pending = new PendingCalls<BidiObject, string>();
  readonly #listeners = new Map<string, Set<Listener>>();

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => {
      this.#receive(JSON.parse(String(data)) as Incoming);
    });
    socket.addEventListener('close', () => {
      this.close(new BrowserGoneError('the browser has ended'));
    });
  }

  /** @param url `ws://…` of a new session. */
  static open(url: string): Promise<BidiConnection> {
    const socket = new WebSocket(url);
    return new Promise((resolve, reject) => {
      socket.addEventListener('open', () => resolve(new BidiConnection(socket)));
      socket.addEventListener('error', () => reject(new BrowserGoneError(`no answer at ${url}`)));
    });
  }

  /** @throws BidiError when the browser refuses, BrowserGoneError when nobody can answer. */
  send(method: string, params: BidiObject = {}): Promise<BidiObject> {
    if (this.lifetime.endedBy) return Promise.reject(this.lifetime.endedBy);
    return this.#pending.add(method, (id) =>
      this.#socket.send(JSON.stringify({ id, method, params })),
    );
  }

  /**
   * Asks whether the browser still answers; one that does not within `ms` is given up.
   * @throws BrowserGoneError
   */
  async check(ms: number): Promise<void> {
    const lost = () => this.close(new BrowserGoneError('the browser stopped answering'));
    const timer = setTimeout(lost, ms);
    await this.send('session.status').finally(() => clearTimeout(timer));
  }

  /** @returns Takes the listener back. */
  on(method: string, listener: Listener): () => void {
    const listeners = this.#listeners.get(method) ?? new Set();
    listeners.add(listener);
    this.#listeners.set(method, listeners);
    return () => listeners.delete(listener);
  }

  /** Ends the connection; everything that still waits is rejected with `reason`. */
  close(reason: Error): void {
    if (this.lifetime.endedBy) return;
    this.lifetime.end(reason);
    this.#pending.reject(reason);
    this.#socket.close();
  }

  #receive({ type, id, method, params, result, error, message }: Incoming): void {
    if (type === 'event') {
      for (const listener of this.#listeners.get(method ?? '') ?? []) listener(params ?? {});
      return;
    }
    const pending = this.#pending.take(id ?? 0);
    if (type === 'success') pending?.resolve(result ?? {});
    else pending?.reject(new BidiError(`${pending.about}: ${error}: ${message}`));
  }
}
