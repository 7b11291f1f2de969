/** The edge's controller, and the command that speaks to it. */
import { resolve } from 'node:path';
import { type EdgeStatus, type Generation, TwinlensError } from '@twinlens/contract';
import { pino } from 'pino';
import { examineAddress, type Finding } from './address/doctor.ts';
import { renderKeepalived } from './address/render-keepalived.ts';
import { type EdgeArguments, readArguments, usage } from './arguments.ts';
import { type Config, readConfig } from './config.ts';
import { askController } from './control/control-socket.ts';
import { runController } from './control/controller.ts';
import { guardsWithout } from './control/guards.ts';
import type { Deployed } from './deploy/deployer.ts';
import { findProgram } from './proxy/find-program.ts';
import { renderHaproxy } from './proxy/render.ts';
import { tellFindings, tellGeneration, tellStatus } from './tell.ts';
import { readTopology } from './topology/read-topology.ts';

const misuse = 2;
const programs = resolve(import.meta.dirname, '../../..');

async function run(
  { command, folder: named, json }: EdgeArguments,
  config: Config,
): Promise<number> {
  if (command.name === 'help') {
    process.stdout.write(usage);
    return 0;
  }
  if (command.name === 'plan') {
    const topology = readTopology(command.topology);
    process.stdout.write(renderHaproxy(topology, {}, { cache: true }));
    return 0;
  }
  if (command.name === 'keepalived') {
    process.stdout.write(renderKeepalived(readTopology(command.topology)));
    return 0;
  }
  const folder = named ?? config.folder;
  if (command.name === 'doctor') {
    const topology = readTopology(command.topology);
    const findings = await examineAddress(topology, command.resolver);
    if (folder !== null) findings.push(...(await examineEdge(resolve(folder))));
    process.stdout.write(json ? `${JSON.stringify(findings)}\n` : tellFindings(findings));
    return findings.some(({ state }) => state === 'failure') ? 1 : 0;
  }
  if (folder === null) {
    throw new TwinlensError(
      'invalid_request',
      'name the folder of the edge by --state or TWINLENS_EDGE_STATE',
    );
  }
  const state = resolve(folder);
  const ask = (verb: string, input: unknown, onStep?: (step: string) => void) =>
    askController(state, verb, input, onStep);
  const answer = <T>(value: T, tell: (value: T) => string) => {
    process.stdout.write(json ? `${JSON.stringify(value)}\n` : tell(value));
  };
  const answerGeneration = (value: unknown): number => {
    const entry = value as Generation;
    answer(entry, tellGeneration);
    return entry.outcome === 'proven' ? 0 : 1;
  };
  switch (command.name) {
    case 'run': {
      const stop = new AbortController();
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort());
      const logger = pino({ name: 'edge', level: config.logLevel });
      const guards = guardsWithout(command.without);
      const haproxy = findProgram('haproxy', config.path);
      const { path, surroundings } = config;
      const options = { folder: state, haproxy, path, guards, surroundings, logger };
      await runController(options, stop.signal);
      return 0;
    }
    case 'apply': {
      const topology = resolve(command.topology);
      // Said here, with the path as it was typed, also where no controller runs.
      readTopology(topology);
      return answerGeneration(await ask('apply', { topology, giveUp: command.giveUp }));
    }
    case 'rollback':
      return answerGeneration(await ask('rollback', { generation: command.generation }));
    case 'restart':
      return answerGeneration(await ask('restart', null));
    case 'status': {
      const status = (await ask('status', null)) as EdgeStatus;
      answer(status, tellStatus);
      return status.agrees && status.alerts.length === 0 ? 0 : 1;
    }
    case 'history':
      answer((await ask('history', null)) as Generation[], (all) =>
        all.map(tellGeneration).join(''),
      );
      return 0;
    case 'deploy': {
      const input = { backend: command.backend, release: resolve(command.release ?? programs) };
      const onStep = (step: string) => process.stderr.write(`${step}\n`);
      const deployed = (await ask('deploy', input, onStep)) as Deployed;
      answer(
        deployed,
        ({ server, stopped }) =>
          `${server} serves${stopped.length > 0 ? `, ${stopped.join(', ')} was stopped` : ''}\n`,
      );
      return 0;
    }
  }
}

async function examineEdge(folder: string): Promise<Finding[]> {
  try {
    const status = (await askController(folder, 'status', null)) as EdgeStatus;
    const { alerts, agrees, seen } = status;
    return [
      agrees
        ? { state: 'ok', text: `generation ${seen} is wanted, loaded and seen` }
        : { state: 'failure', text: 'what is wanted, loaded and seen is not one generation' },
      ...alerts.map(({ text, locks }): Finding => ({ state: locks ? 'failure' : 'warning', text })),
    ];
  } catch (error) {
    if (!(error instanceof TwinlensError)) throw error;
    return [{ state: 'failure', text: error.message }];
  }
}

/** What went wrong on purpose is told in its own words. */
async function complain(work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof TwinlensError)) throw error;
    process.stderr.write(`twinlens edge: ${error.message}\n`);
    return 1;
  }
}

process.exitCode = await complain(async () => {
  let understood: EdgeArguments;
  try {
    understood = readArguments(process.argv.slice(2));
  } catch (error) {
    await complain(() => Promise.reject(error));
    process.stderr.write('See twinlens edge --help.\n');
    return misuse;
  }
  return run(understood, readConfig());
});
