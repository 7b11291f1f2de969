import { parseArgs } from 'node:util';
import { TwinlensError } from '@twinlens/contract';
import { guardNames } from './control/guards.ts';

export const usage = `Usage: twinlens edge <command> [--state <folder>]

  run                    controls the proxy; it goes on serving when this ends
    --without <guard>    for drills: leaves out ${guardNames.join(', ')}; repeatable
  plan <topology>        checks a topology and prints what the proxy would get; changes nothing
  keepalived <topology>  prints what keepalived needs so that the pinned addresses float; changes nothing
  apply <topology>       makes the proxy serve it, proven from outside, or leaves all as it was
    --give-up <address>  lets go of a pinned address; repeatable
  rollback               back to what was served before the last change
    --generation <n>     or to what that generation did
  restart                a new proxy in the place of this one, without losing a connection
  status                 what is wanted, loaded and seen, and what is wrong
  history                every generation, what became of it and why
  deploy                 a new version of the server beside the old, then in its place
    --release <folder>   where its programs are (default: these)
    --backend <name>     default: the first one with "deployed"
  doctor <topology>      whether the public address is safe: names, how long they are remembered,
                         certificates; with --state also the edge itself
    --resolver <server>  server that is asked about names, as address:port

  --json                 the answer as one line of JSON
  --state                folder of the edge, also TWINLENS_EDGE_STATE
`;

export type EdgeCommand =
  | { name: 'help' }
  | { name: 'run'; without: string[] }
  | { name: 'plan' | 'keepalived'; topology: string }
  | { name: 'apply'; topology: string; giveUp: string[] }
  | { name: 'rollback'; generation: number | null }
  | { name: 'restart' | 'status' | 'history' }
  | { name: 'doctor'; topology: string; resolver: string | null }
  | { name: 'deploy'; release: string | null; backend: string | null };

export interface EdgeArguments {
  command: EdgeCommand;
  folder: string | null;
  json: boolean;
}

/** @throws TwinlensError `invalid_request` saying which argument is not understood. */
export function readArguments(args: string[]): EdgeArguments {
  const { values, positionals } = parse(args);
  const [name = 'help', topology, ...more] = positionals;
  const common = { folder: values.state ?? null, json: values.json ?? false };
  const needed = (): string => {
    if (topology !== undefined) return topology;
    throw new TwinlensError('invalid_request', `${name}: name the topology file`);
  };
  if (values.help || name === 'help') return { ...common, command: { name: 'help' } };
  const takesFile =
    name === 'plan' || name === 'keepalived' || name === 'apply' || name === 'doctor';
  if (more.length > 0 || (!takesFile && topology !== undefined)) {
    throw new TwinlensError('invalid_request', `${name}: ${more[0] ?? topology} is not understood`);
  }
  switch (name) {
    case 'run':
      return { ...common, command: { name, without: values.without ?? [] } };
    case 'plan':
    case 'keepalived':
      return { ...common, command: { name, topology: needed() } };
    case 'apply':
      return { ...common, command: { name, topology: needed(), giveUp: values['give-up'] ?? [] } };
    case 'doctor':
      return {
        ...common,
        command: { name, topology: needed(), resolver: values.resolver ?? null },
      };
    case 'rollback':
      return { ...common, command: { name, generation: readNumber(values.generation) } };
    case 'restart':
    case 'status':
    case 'history':
      return { ...common, command: { name } };
    case 'deploy': {
      const { release = null, backend = null } = values;
      return { ...common, command: { name, release, backend } };
    }
    default:
      throw new TwinlensError('invalid_request', `there is no command "${name}"`);
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        state: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        without: { type: 'string', multiple: true },
        'give-up': { type: 'string', multiple: true },
        generation: { type: 'string' },
        release: { type: 'string' },
        backend: { type: 'string' },
        resolver: { type: 'string' },
      },
    });
  } catch (error) {
    const [sentence = ''] = (error as Error).message.split('. ');
    throw new TwinlensError('invalid_request', sentence, { cause: error });
  }
}

function readNumber(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new TwinlensError('invalid_request', `--generation: "${text}" is not a number`);
}
