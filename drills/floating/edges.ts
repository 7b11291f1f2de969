/** Two edges on machines of their own, in front of one server, with an address that floats between them. */
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { EdgeStatus } from '@twinlens/contract';
import { eventually } from '@twinlens/testing';
import {
  addAddress,
  type Ended,
  end,
  machines,
  publicAddress,
  removeAddress,
  run,
  type Started,
  setUp,
  start,
  tearDown,
} from '../network.ts';
import { Unit } from '../unit.ts';

const program = resolve(import.meta.dirname, '../../apps/edge/src/main.ts');
const serverPort = 8080;
const checkPort = 4791;

export interface Asked {
  at: number;
  ok: boolean;
  ms: number;
}

export interface Edge {
  machine: 'edge' | 'edge2';
  controller: Unit;
  /** Null where nothing lets the address float. */
  keepalived: Unit | null;
  topology: string;
  command(...args: string[]): Promise<Ended>;
  apply(change: object, ...args: string[]): Promise<Ended>;
  status(): Promise<EdgeStatus>;
  proxyPid(): Promise<number>;
  hasAddress(): boolean;
}

export interface Edges {
  all: [Edge, Edge];
  /** Who has the address; null while nobody or both have it. */
  holder(): Edge | null;
  other(edge: Edge): Edge;
  asked(): Asked[];
  stop(): Promise<void>;
}

const hasAddress = (machine: Edge['machine']): boolean =>
  execFileSync('ip', ['-n', `tldrill-${machine}`, '-4', 'addr', 'show', 'dev', 'eth0'], {
    encoding: 'utf8',
  }).includes(`${publicAddress}/32`);

/**
 * @param options.floats Whether keepalived holds the address; otherwise it is on the first edge, by hand.
 * @param options.without Guards that are left out.
 */
export async function startEdges(options: { floats: boolean; without: string[] }): Promise<Edges> {
  setUp();
  const folder = await mkdtemp(join(tmpdir(), 'tl-float-'));
  if (options.floats) removeAddress(publicAddress);
  start('forge', [
    process.execPath,
    join(import.meta.dirname, 'app.ts'),
    machines.forge,
    String(serverPort),
  ]);
  const startEdge = async (machine: Edge['machine']): Promise<Edge> => {
    const state = join(folder, machine);
    const topology = join(folder, `${machine}.json`);
    const command = (...args: string[]) =>
      run(machine, [process.execPath, program, ...args, '--state', state]);
    const peer = machine === 'edge' ? machines.edge2 : machines.edge;
    const apply: Edge['apply'] = async (change, ...args) => {
      const usual = {
        public: {
          pinned: [publicAddress],
          floating: {
            interface: 'eth0',
            own: machines[machine],
            peers: [peer],
            router: 77,
            checkPort,
          },
        },
        listen: [{ address: publicAddress, port: 80 }],
        routes: [{ prefix: '/', backend: 'app' }],
        backends: [
          {
            name: 'app',
            ready: '/',
            servers: [{ name: 'a', address: machines.forge, port: serverPort }],
          },
        ],
        heartbeatSeconds: 600,
        drainSeconds: 5,
      };
      await writeFile(topology, JSON.stringify({ ...usual, ...change }));
      return command('apply', topology, ...args);
    };
    const guards = options.without.flatMap((guard) => ['--without', guard]);
    const controller = new Unit(
      machine,
      [process.execPath, program, 'run', '--state', state, ...guards],
      { whole: false },
    );
    controller.start();
    await eventually(
      'the controller',
      async () => !(await command('status')).output.includes('no controller'),
    );
    const applied = await apply({});
    if (applied.code !== 0) throw new Error(`${machine} does not begin:\n${applied.output}`);
    let keepalived: Unit | null = null;
    if (options.floats) {
      const configuration = join(folder, `${machine}-keepalived.conf`);
      const rendered = await command('keepalived', topology);
      await writeFile(configuration, rendered.output, { mode: 0o600 });
      const files = ['-p', '-r'].flatMap((flag) => [flag, join(folder, `${machine}${flag}.pid`)]);
      const args = ['--dont-fork', '--log-console', '--vrrp', '-f', configuration, ...files];
      keepalived = new Unit(machine, ['keepalived', ...args], { whole: true });
      keepalived.start();
    }
    return {
      machine,
      controller,
      keepalived,
      topology,
      command,
      apply,
      status: async () => JSON.parse((await command('status', '--json')).output),
      proxyPid: async () => JSON.parse(await readFile(join(state, 'proxy.json'), 'utf8')).now.pid,
      hasAddress: () => hasAddress(machine),
    };
  };
  const all: [Edge, Edge] = [await startEdge('edge'), await startEdge('edge2')];
  if (!options.floats && !hasAddress('edge')) addAddress(publicAddress);
  const holder = () => {
    const those = all.filter((edge) => edge.hasAddress());
    return those.length === 1 ? (those[0] ?? null) : null;
  };
  await eventually('one edge has the address', async () => holder() !== null);
  const asking: Started = start('ci', [
    process.execPath,
    join(import.meta.dirname, '../ask.ts'),
    `http://${publicAddress}/`,
    '50',
    'close',
  ]);
  const asked = () =>
    asking
      .output()
      .split('\n')
      .filter((line) => line.endsWith('}'))
      .map((line) => JSON.parse(line) as Asked);
  await eventually('somebody is answered', async () => asked().some(({ ok }) => ok));
  return {
    all,
    holder,
    other: (edge) => (edge === all[0] ? all[1] : all[0]),
    asked,
    async stop() {
      end(asking.process);
      await Promise.all(
        all.flatMap(({ controller, keepalived }) =>
          [controller, ...(keepalived === null ? [] : [keepalived])].map((unit) =>
            unit.stop('SIGKILL'),
          ),
        ),
      );
      tearDown();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
