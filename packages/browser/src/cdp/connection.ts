import type { Readable, Writable } from 'node:stream';
import { BrowserGoneError } from '../page.ts';
import { openPipe, type Pipe } from './pipe.ts';
import { readMessage } from './read-message.ts';

/** Commands and events are loosely typed on purpose: callers read the few fields they need. */
export type CdpObject = Record<string, unknown>;

/** The browser answered a command with an error. */
export class CdpError extends Error {
  override readonly name = 'CdpError';
}

/**
 * The browser itself answers at once, however busy its pages are; one that has not after this is
 * stopped or broken. Milliseconds; much, for machines with much else to do.
 */
const answerMs = 15_000;

interface Pending {
  sessionId: string | undefined;
  resolve(result: CdpObject): void;
  reject(error: Error): void;
  method: string;
  timer: NodeJS.Timeout | undefined;
}

interface Incoming {
  id?: number;
  sessionId?: string;
  method?: string;
  params?: CdpObject;
  result?: CdpObject;
  error?: { message: string };
}

type Listener = (params: CdpObject) => void;

/** One DevTools connection to a browser, and the sessions on it. */
export class CdpConnection {
  /** Undefined while open. */
  closedBy: Error | undefined;
  readonly root: CdpSession;
  readonly #pipe: Pipe;
  readonly #sessions = new Map<string | undefined, CdpSession>();
  readonly #pending = new Map<number, Pending>();
  #lastId = 0;

  constructor(toBrowser: Writable, fromBrowser: Readable) {
    this.root = this.session(undefined);
    this.#pipe = openPipe(toBrowser, fromBrowser, {
      onMessage: (message) => this.#receive(readMessage(message) as Incoming),
      onClose: () => this.close(new BrowserGoneError('the browser has ended')),
    });
  }

  /** The session with this id (as answered by `Target.attachToTarget`). */
  session(sessionId: string | undefined): CdpSession {
    const session = new CdpSession(this, sessionId);
    this.#sessions.set(sessionId, session);
    return session;
  }

  send(sessionId: string | undefined, method: string, params: CdpObject): Promise<CdpObject> {
    return new Promise((resolve, reject) => {
      if (this.closedBy) {
        reject(this.closedBy);
        return;
      }
      this.#lastId += 1;
      const lost = () => this.close(new BrowserGoneError('the browser stopped answering'));
      const timer = sessionId === undefined ? setTimeout(lost, answerMs) : undefined;
      this.#pending.set(this.#lastId, { sessionId, resolve, reject, method, timer });
      this.#pipe.send(JSON.stringify({ id: this.#lastId, sessionId, method, params }));
    });
  }

  /** Whether any session is open but that of the browser itself. */
  get hasPages(): boolean {
    return [...this.#sessions.keys()].some((sessionId) => sessionId !== undefined);
  }

  /** Forgets a session; what still waits for it is rejected with `reason`. */
  drop(sessionId: string | undefined, reason: Error): void {
    this.#sessions.delete(sessionId);
    for (const [id, pending] of this.#pending) {
      if (pending.sessionId !== sessionId) continue;
      this.#pending.delete(id);
      pending.reject(reason);
    }
  }

  /** Ends the connection; everything that still waits is rejected with `reason`. */
  close(reason: Error): void {
    if (this.closedBy) return;
    this.closedBy = reason;
    for (const { reject, timer } of this.#pending.values()) {
      clearTimeout(timer);
      reject(reason);
    }
    this.#pending.clear();
    for (const session of this.#sessions.values()) session.end(reason);
    this.#sessions.clear();
    this.#pipe.close();
  }

  #receive(message: Incoming): void {
    if (message.id === undefined) {
      if (message.method === undefined) return;
      if (message.method === 'Target.detachedFromTarget') {
        const detached = this.#sessions.get(message.params?.sessionId as string);
        detached?.end(new BrowserGoneError('the page has gone'));
      }
      this.#sessions.get(message.sessionId)?.emit(message.method, message.params ?? {});
      return;
    }
    const pending = this.#pending.get(message.id);
    if (!pending) return;
    this.#pending.delete(message.id);
    clearTimeout(pending.timer);
    if (message.error) {
      pending.reject(new CdpError(`${pending.method}: ${message.error.message}`));
    } else {
      pending.resolve(message.result ?? {});
    }
  }
}

/** Commands to, and events from, one target. */
export class CdpSession {
  /** Set once the target has crashed or the connection has ended. */
  endedBy: Error | undefined;
  readonly #connection: CdpConnection;
  readonly #id: string | undefined;
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #ending = new Set<(reason: Error) => void>();

  constructor(connection: CdpConnection, id: string | undefined) {
    this.#connection = connection;
    this.#id = id;
  }

  /** @throws CdpError when the browser refuses, BrowserGoneError when nobody can answer. */
  send(method: string, params: CdpObject = {}): Promise<CdpObject> {
    if (this.endedBy) return Promise.reject(this.endedBy);
    return this.#connection.send(this.#id, method, params);
  }

  /** @returns Takes the listener back. */
  on(method: string, listener: Listener): () => void {
    const listeners = this.#listeners.get(method) ?? new Set();
    listeners.add(listener);
    this.#listeners.set(method, listeners);
    return () => listeners.delete(listener);
  }

  emit(method: string, params: CdpObject): void {
    for (const listener of this.#listeners.get(method) ?? []) listener(params);
  }

  /**
   * For what waits for an event, which will not come once nobody can send it.
   * @returns Takes the listener back.
   */
  whenEnded(listener: (reason: Error) => void): () => void {
    if (this.endedBy) listener(this.endedBy);
    else this.#ending.add(listener);
    return () => this.#ending.delete(listener);
  }

  /** Settles once nobody can send anything any more. */
  ended(): Promise<void> {
    return new Promise((resolve) => {
      this.whenEnded(() => resolve());
    });
  }

  /** Rejects what waits and refuses what comes: a crashed target never answers by itself. */
  end(reason: Error): void {
    if (this.endedBy) return;
    this.endedBy = reason;
    for (const listener of this.#ending) listener(reason);
    this.#connection.drop(this.#id, reason);
  }
}
