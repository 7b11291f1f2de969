/** Machines of our own on one network: namespaces on a bridge. The network of this machine is not touched. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';

/** Address people use; an address of the edge beside the one it is reached at by its neighbours. */
export const publicAddress = '10.77.0.10';
/** What a balancer that was made anew got. */
export const otherAddress = '10.77.0.60';
export const name = 'twinlens.drill.test';

export const machines = {
  edge: '10.77.0.11',
  edge2: '10.77.0.12',
  database: '10.77.0.20',
  forge: '10.77.0.70',
  dns: '10.77.0.53',
  ci: '10.77.0.100',
  workers: '10.77.0.110',
  /** Watches the others from outside. */
  status: '10.77.0.200',
} as const;
export type Machine = keyof typeof machines;

const prefix = 'tldrill-';
const bridge = `${prefix}switch`;
/** What the kernel calls a machine. */
export const space = (machine: Machine) => `${prefix}${machine}`;

export const ip = (...args: string[]) =>
  execFileSync('ip', args, { stdio: ['ignore', 'pipe', 'pipe'] });

/** Started on one of the machines, with all they have started. */
const running = new Set<ChildProcess>();

/** Whoever was here before us and did not clear away. */
export function tearDown(): void {
  for (const one of running) end(one);
  const there = ip('netns', 'list').toString();
  for (const one of [...Object.keys(machines).map((key) => `${prefix}${key}`), bridge]) {
    if (!there.split('\n').some((line) => line.split(' ')[0] === one)) continue;
    const pids = ip('netns', 'pids', one).toString().split('\n').filter(Boolean);
    for (const pid of pids) {
      try {
        process.kill(Number(pid), 'SIGKILL');
      } catch {
        // It has ended.
      }
    }
    ip('netns', 'delete', one);
    rmSync(`/etc/netns/${one}`, { recursive: true, force: true });
  }
}

export function setUp(): void {
  tearDown();
  ip('netns', 'add', bridge);
  ip('-n', bridge, 'link', 'add', 'br0', 'type', 'bridge', 'stp_state', '0', 'forward_delay', '0');
  ip('-n', bridge, 'link', 'set', 'br0', 'up');
  for (const [machine, address] of Object.entries(machines)) {
    const own = `${prefix}${machine}`;
    ip('netns', 'add', own);
    ip(
      '-n',
      bridge,
      'link',
      'add',
      `p-${machine}`,
      'type',
      'veth',
      'peer',
      'name',
      'eth0',
      'netns',
      own,
    );
    ip('-n', bridge, 'link', 'set', `p-${machine}`, 'master', 'br0', 'up');
    ip('-n', own, 'addr', 'add', `${address}/24`, 'dev', 'eth0');
    ip('-n', own, 'link', 'set', 'eth0', 'up');
    ip('-n', own, 'link', 'set', 'lo', 'up');
    // Each asks a resolver of its own that remembers answers, as a machine does.
    mkdirSync(`/etc/netns/${own}`, { recursive: true });
    writeFileSync(`/etc/netns/${own}/resolv.conf`, 'nameserver 127.0.0.1\n');
  }
  addAddress(publicAddress);
}

/** Pulls the cable of a machine, or puts it back. */
export function setLink(machine: Machine, state: 'up' | 'down'): void {
  ip('-n', bridge, 'link', 'set', `p-${machine}`, state);
}

export function addAddress(address: string): void {
  ip('-n', space('edge'), 'addr', 'add', `${address}/32`, 'dev', 'eth0');
}

export function removeAddress(address: string): void {
  ip('-n', space('edge'), 'addr', 'del', `${address}/32`, 'dev', 'eth0');
}

export interface Started {
  process: ChildProcess;
  output(): string;
}

/** Starts a program on a machine. */
export function start(
  machine: Machine,
  command: string[],
  options: { env?: Record<string, string | undefined>; cwd?: string } = {},
): Started {
  const child = spawn('ip', ['netns', 'exec', space(machine), ...command], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options,
  });
  running.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  return { process: child, output: () => output };
}

/** Ends a program and all it started, at once. */
export function end(child: ChildProcess, signal: NodeJS.Signals = 'SIGKILL'): void {
  running.delete(child);
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // Nobody is left in the group.
  }
}

export interface Ended {
  code: number;
  output: string;
}

/** Runs a program on a machine to its end. */
export async function run(
  machine: Machine,
  command: string[],
  options: Parameters<typeof start>[2] = {},
): Promise<Ended> {
  const { process: child, output } = start(machine, command, options);
  const [code] = (await once(child, 'close')) as [number | null];
  running.delete(child);
  return { code: code ?? -1, output: output() };
}
