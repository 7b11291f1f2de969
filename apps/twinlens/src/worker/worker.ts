/** A worker on any machine that can reach the server: watched as those of `twinlens up` are. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { WorkerReady } from '@twinlens/contract';
import type { Command } from '../arguments.ts';
import type { Config } from '../config.ts';
import { programs } from '../programs.ts';
import { createLogStream } from '../up/log-stream.ts';
import { startPart } from '../up/part.ts';
import { aborted, listenForStopSignals } from '../up/stop-signals.ts';

type WorkerCommand = Extract<Command, { name: 'worker' }>;

/** What the arguments say, over what the environment says. */
function environmentOf(command: WorkerCommand, config: Config): NodeJS.ProcessEnv {
  const { servers, token, targets, browsers, workerName, allowedPrivateHosts } = command;
  return {
    ...config.environment,
    TWINLENS_CACHE: config.environment.TWINLENS_CACHE ?? config.cacheFolder,
    ...(servers.length > 0 && { TWINLENS_SERVER: servers.join(',') }),
    ...(token !== null && { TWINLENS_WORKER_TOKEN: token }),
    ...(targets !== null && { TWINLENS_WORKER_TARGETS: targets }),
    ...(browsers !== null && { TWINLENS_WORKER_BROWSERS: resolve(browsers) }),
    ...(workerName !== null && { TWINLENS_WORKER_NAME: workerName }),
    ...(allowedPrivateHosts.length > 0 && {
      TWINLENS_ALLOWED_PRIVATE_HOSTS: allowedPrivateHosts.join(','),
    }),
  };
}

/** Answers the exit code. */
async function selfTest(env: NodeJS.ProcessEnv): Promise<number> {
  const child = spawn(process.execPath, [programs.workerSelfTest], { env, stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  return typeof code === 'number' ? code : 1;
}

/**
 * Captures for a server until a signal comes; answers the exit code.
 * @throws TwinlensError when the worker cannot be started
 */
export async function worker(command: WorkerCommand, config: Config): Promise<number> {
  if (command.selfTest) return selfTest(environmentOf(command, config));
  const signals = listenForStopSignals();
  const log = createLogStream(process.stderr, { human: process.stderr.isTTY });
  const part = startPart<WorkerReady>({
    name: 'worker',
    program: programs.worker,
    environment: environmentOf(command, config),
    log,
  });
  signals.force.addEventListener('abort', () => part.kill());
  const stopped = aborted(signals.stop);
  try {
    await Promise.race([part.ready, stopped]);
    await stopped;
  } finally {
    if (signals.stop.aborted) log.say('info', 'stopping; a second signal ends everything at once');
    await part.stop();
  }
  return signals.force.aborted ? 130 : 0;
}
