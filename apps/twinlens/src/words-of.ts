import type { TwinlensError } from '@twinlens/contract';

/** An error, with what to name to whoever runs the server where it was the server that refused. */
export const wordsOf = ({ message, requestId }: TwinlensError): string =>
  requestId === null ? message : `${message} (request ${requestId})`;
