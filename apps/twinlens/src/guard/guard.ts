/** Wraps the client of a build: with the service there it changes nothing, without it the run is kept. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { constants } from 'node:os';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { operations, TwinlensError } from '@twinlens/contract';
import type { Config } from '../config.ts';
import { fetchBaseline } from './baseline.ts';
import { judgeLocally, provisionalCodes } from './judge-locally.ts';
import { writeSpool } from './spool.ts';
import { startStandIn } from './stand-in.ts';

/** A service that is being restarted is back by then. Milliseconds. */
const looks = 3;
const betweenLooksMs = 2_000;
const deadlineMs = 5_000;

export interface GuardCommand {
  command: string[];
  /** Where a run is kept, and what it is compared with. */
  spool: string;
  /** Whose baseline it is compared with. */
  project: string;
}

/** @throws TwinlensError `invalid_request` */
export async function guard(
  { command, spool, project }: GuardCommand,
  config: Config,
): Promise<number> {
  const { serviceUrl, environment } = config;
  if (serviceUrl === null) {
    throw new TwinlensError(
      'invalid_request',
      'give the address of Twinlens as TWINLENS_URL, and have the configuration of the client take its endpoint from there',
    );
  }
  if (await isReachable(serviceUrl)) {
    const code = await run(command, environment);
    // A run that failed while the service is there has failed.
    if (code === 0) await fetchBaseline({ spool, project }, config);
    if (code === 0 || (await isReachable(serviceUrl))) return code;
    say('Twinlens went away during the run: it is made again, and kept.');
  }
  const folder = resolve(spool, `${Date.now()}-${process.pid}`);
  const standIn = await startStandIn(folder, serviceUrl);
  let code: number;
  try {
    code = await run(command, { ...environment, TWINLENS_URL: standIn.url });
  } finally {
    await standIn.close();
  }
  if (code !== 0) {
    await rm(folder, { recursive: true, force: true });
    return code;
  }
  await writeSpool(folder, standIn.requests);
  say(
    `Twinlens is not reachable at ${serviceUrl}. The run is kept in ${folder}; send it with: twinlens guard replay ${folder}`,
  );
  const { outcome, words } = await judgeLocally({ spool, project, folder }, config);
  say(`The verdict is provisional: ${words}`);
  return provisionalCodes[outcome];
}

const say = (text: string) => process.stderr.write(`twinlens guard: ${text}\n`);

/** Whether clients would be answered: an error of the service's own counts as no answer. */
async function isReachable(serviceUrl: string): Promise<boolean> {
  for (let look = 1; ; look += 1) {
    try {
      const response = await fetch(`${serviceUrl}${operations.getReadiness.path}`, {
        signal: AbortSignal.timeout(deadlineMs),
      });
      if (response.ok) return true;
    } catch {
      // Looked at again below.
    }
    if (look >= looks) return false;
    await sleep(betweenLooksMs);
  }
}

/** @returns its exit code; of one that a signal ended what shells say: 128 and the number */
async function run([program = '', ...args]: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const child = spawn(program, args, { stdio: 'inherit', env });
  const pass = (signal: NodeJS.Signals) => child.kill(signal);
  process.on('SIGTERM', pass).on('SIGINT', pass);
  try {
    const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    return code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
  } catch (cause) {
    throw new TwinlensError('invalid_request', `${program} cannot be started`, { cause });
  } finally {
    process.off('SIGTERM', pass).off('SIGINT', pass);
  }
}
