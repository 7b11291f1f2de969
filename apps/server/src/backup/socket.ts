/**
 * How a backup is asked for of a running server: the embedded database has one process, so that one has to
 * write it. The socket lies in the data folder; whoever may use that may ask.
 */
import { rm } from 'node:fs/promises';
import { createConnection, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { check, TwinlensError } from '@twinlens/contract';
import type { FastifyBaseLogger } from 'fastify';
import { type Static, Type } from 'typebox';
import type { CreatedBackup } from './create-backup.ts';

const Question = Type.Object({ folder: Type.String({ minLength: 1 }) });

const Answer = Type.Union([
  Type.Object({
    name: Type.String(),
    rows: Type.Integer(),
    objects: Type.Integer(),
    read: Type.Integer(),
  }),
  Type.Object({ problem: Type.String() }),
]);
type Answer = Static<typeof Answer>;

const pathIn = (dataFolder: string) => join(dataFolder, 'backup.sock');

interface ServeOptions {
  dataFolder: string;
  logger: FastifyBaseLogger;
  create(folder: string): Promise<CreatedBackup>;
}

/** Takes such questions until it is stopped, which waits for the backup that is being written. */
export async function serveBackups({ dataFolder, logger, create }: ServeOptions): Promise<{
  stop(): Promise<void>;
}> {
  const path = pathIn(dataFolder);
  const answer = async (socket: Socket): Promise<Answer> => {
    const question = check(Question, JSON.parse(await text(socket)));
    if (!question.ok) return { problem: question.problem };
    return create(question.value.folder);
  };
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => {});
    answer(socket)
      .catch((error): Answer => {
        logger.error({ err: error }, 'a backup could not be written');
        return { problem: (error as Error).message };
      })
      .then((said) => socket.end(JSON.stringify(said)));
  });
  // Nobody else uses the folder, so this was left by a process that is gone.
  await rm(path, { force: true });
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(path, resolve);
    });
  } catch (error) {
    // Their paths are short on most systems; everything else works without.
    logger.warn({ err: error }, 'backups can only be written while the server is stopped');
    return { stop: async () => {} };
  }
  return { stop: () => new Promise((resolve) => server.close(() => resolve())) };
}

/**
 * Asks the server that uses a data folder for a backup.
 * @throws TwinlensError `unavailable` where nobody answers, `internal` with what it says went wrong
 */
export async function askForBackup(dataFolder: string, folder: string): Promise<CreatedBackup> {
  const socket = createConnection({ path: pathIn(dataFolder), allowHalfOpen: true });
  socket.end(JSON.stringify({ folder }));
  const said = await text(socket).catch((cause) => {
    throw new TwinlensError(
      'unavailable',
      `${dataFolder} is in use, and the server that uses it does not answer: stop it first`,
      { cause },
    );
  });
  const answer = check(Answer, JSON.parse(said));
  if (!answer.ok) throw new TwinlensError('internal', `the server answered: ${said}`);
  if ('problem' in answer.value) throw new TwinlensError('internal', answer.value.problem);
  return answer.value;
}
