/** What a program says to the process that started it, over the IPC channel Node opens between them. */

/** A server sends this once it listens; the address and keys are those of its first administrator. */
export interface ServerReady {
  type: 'ready';
  url: string;
  apiKey: string;
  apiSecret: string;
  signInUrl: string;
}

/** A worker sends this once it asks for captures. */
export interface WorkerReady {
  type: 'ready';
}

/**
 * A program started with a channel ends by itself when the channel closes: whoever watched it is
 * gone, and what nobody watches must not live on.
 */
export type ChildMessage = ServerReady | WorkerReady;
