/** How the command speaks to the controller: HTTP on a socket in the folder, for its owner only. */
import { type IncomingMessage, request, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { type ErrorCode, errorCodes, TwinlensError } from '@twinlens/contract';

export const controlSocket = (folder: string) => join(folder, 'control.sock');

/** What a controller says while it works: lines of JSON, the last one with the result or the error. */
export type ControlLine =
  | { step: string }
  | { result: unknown }
  | { error: { code: string; message: string } };

export async function readBody(message: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of message.setEncoding('utf8')) text += chunk;
  return text;
}

export function say(response: ServerResponse, line: ControlLine): void {
  if (!response.headersSent) response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  response.write(`${JSON.stringify(line)}\n`);
}

/**
 * Asks the controller of a folder for something.
 * @param onStep Called with every step it tells of while it works.
 * @throws TwinlensError as the controller did; `unavailable` when none runs.
 */
export async function askController(
  folder: string,
  verb: string,
  input: unknown,
  onStep: (step: string) => void = () => {},
): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const sent = request(
    { socketPath: controlSocket(folder), path: `/${verb}`, method: 'POST' },
    resolve,
  );
  sent.on('error', (cause) => {
    const message = `no controller runs the edge of ${folder}: start one by "twinlens edge run --state ${folder}"`;
    reject(new TwinlensError('unavailable', message, { cause }));
  });
  sent.end(JSON.stringify(input));
  const answer = await promise;
  try {
    let rest = '';
    for await (const chunk of answer.setEncoding('utf8')) {
      const lines = `${rest}${chunk}`.split('\n');
      rest = lines.pop() ?? '';
      for (const text of lines) {
        const line = JSON.parse(text) as ControlLine;
        if ('step' in line) onStep(line.step);
        else if ('result' in line) return line.result;
        else {
          const code = line.error.code in errorCodes ? (line.error.code as ErrorCode) : 'internal';
          throw new TwinlensError(code, line.error.message);
        }
      }
    }
  } catch (error) {
    if (error instanceof TwinlensError) throw error;
    // It hung up in the middle of an answer.
  }
  throw new TwinlensError(
    'unavailable',
    'the controller ended before it was done; what it did is in "twinlens edge history"',
  );
}
