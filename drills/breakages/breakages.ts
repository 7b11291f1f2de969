/** Each way the cluster is broken, how it is mended, and what the status page has to say of it. */
import { readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { listDescendants } from '@twinlens/testing';
import type { Cluster } from '../2021-06-07/cluster.ts';
import {
  addAddress,
  end,
  otherAddress,
  publicAddress,
  removeAddress,
  type Started,
} from '../network.ts';
import type { Certificates } from './certificates.ts';
import type { Commits } from './commits.ts';

export interface Stage {
  cluster: Cluster;
  certificates: Certificates;
  forge: Started;
  pictureCache: Started;
}

export interface Breakage {
  name: string;
  /** What is done, in words. */
  what: string;
  /** Ids of components that have to be shown in trouble. */
  components: string[];
  /** Whether every other component has to be shown as well. */
  alone: boolean;
  /** Has to stand in the incident. */
  words: RegExp;
  /** Whether builds cannot reach the service: commits that wait are spoken for. */
  unreachable: boolean;
  act(stage: Stage, commits: Commits): Promise<void>;
  mend(stage: Stage): Promise<void>;
}

function signal(which: NodeJS.Signals, pids: readonly (number | undefined)[]): void {
  for (const pid of pids) if (pid !== undefined) process.kill(pid, which);
}

const below = async (pid: number | undefined): Promise<number[]> =>
  pid === undefined ? [] : (await listDescendants(pid)).map((one) => one.pid);

/** Of the proxy: the one that takes configurations, whose children serve. */
const masterOf = async ({ state }: Cluster): Promise<number> =>
  JSON.parse(await readFile(join(state, 'proxy.json'), 'utf8')).now.pid;

async function proxyPids(cluster: Cluster): Promise<number[]> {
  const master = await masterOf(cluster);
  return [master, ...(await below(master))];
}

async function serverPids({ state }: Cluster): Promise<number[]> {
  const folder = join(state, 'servers');
  const records = (await readdir(folder)).filter((file) => file.endsWith('.json'));
  return Promise.all(
    records.map(async (file) => JSON.parse(await readFile(join(folder, file), 'utf8')).pid),
  );
}

async function apply(cluster: Cluster): Promise<void> {
  const applied = await cluster.edge('apply', await cluster.topology({}));
  if (applied.code !== 0) throw new Error(`the edge does not apply:\n${applied.output}`);
}

/** Everybody who captures for one type of target. */
const poolGone = (type: string): Breakage => ({
  name: `${type} workers gone`,
  what: `the workers for \`${type}\` are killed`,
  components: [type],
  alone: false,
  words: /no picture after \d+ s|no answer in time/,
  unreachable: false,
  async act({ cluster }) {
    for (const { type: of, started } of cluster.workers) if (of === type) end(started.process);
  },
  async mend({ cluster }) {
    const gone = cluster.workers.findIndex((worker) => worker.type === type);
    cluster.workers[gone] = cluster.startWorker(type);
  },
});

export function breakagesFor(targets: readonly string[]): Breakage[] {
  return [
    {
      name: 'server hangs',
      what: 'the server process is stopped (`SIGSTOP`)',
      components: ['api', 'web-ui'],
      alone: false,
      words: /The API: answered 503/,
      unreachable: true,
      act: async ({ cluster }) => signal('SIGSTOP', await serverPids(cluster)),
      mend: async ({ cluster }) => signal('SIGCONT', await serverPids(cluster)),
    },
    {
      name: 'database hangs',
      what: 'every process of PostgreSQL is stopped',
      components: ['database', 'api'],
      alone: false,
      words: /the database does not answer/,
      unreachable: true,
      act: async ({ cluster }) => signal('SIGSTOP', await below(cluster.database.process.pid)),
      mend: async ({ cluster }) => signal('SIGCONT', await below(cluster.database.process.pid)),
    },
    {
      name: 'store gone',
      what: 'the folder of the store is taken away',
      components: ['store', 'api'],
      alone: false,
      words: /the store does not answer/,
      unreachable: true,
      act: ({ cluster: { data } }) => rename(data, `${data}.away`),
      mend: ({ cluster: { data } }) => rename(`${data}.away`, data),
    },
    {
      name: 'proxy hangs',
      what: 'every process of HAProxy is stopped',
      components: ['address', 'api', 'web-ui'],
      alone: false,
      words: /Somebody at the address: no answer in time/,
      unreachable: true,
      act: async ({ cluster }) => signal('SIGSTOP', await proxyPids(cluster)),
      mend: async ({ cluster }) => signal('SIGCONT', await proxyPids(cluster)),
    },
    {
      name: 'balancer dead',
      what: 'HAProxy and the controller that would start it again are killed',
      components: ['address', 'api', 'edge'],
      alone: false,
      words: /Somebody at the address: nothing listens there/,
      unreachable: true,
      async act({ cluster }) {
        cluster.stopController();
        signal('SIGKILL', await proxyPids(cluster));
      },
      mend: ({ cluster }) => cluster.startController(),
    },
    {
      name: 'proxy takes nothing',
      what: 'HAProxy serves, and takes no configuration any more, as on 7 June 2021',
      components: ['edge'],
      alone: true,
      words: /takes no configuration any more|does not do what it was told/,
      unreachable: false,
      act: async ({ cluster }) => signal('SIGSTOP', [await masterOf(cluster)]),
      mend: async ({ cluster }) => signal('SIGCONT', [await masterOf(cluster)]),
    },
    {
      name: 'picture cache damaged',
      what: 'the cache answers other bytes than it was given',
      components: ['pictures'],
      alone: false,
      words: /other bytes are served than were captured/,
      unreachable: false,
      act: async ({ pictureCache }) => signal('SIGUSR1', [pictureCache.process.pid]),
      mend: async ({ pictureCache }) => signal('SIGUSR2', [pictureCache.process.pid]),
    },
    {
      name: 'names wrong',
      what: 'the DNS leads the name to an address nobody has',
      components: ['names', 'api'],
      alone: false,
      words: new RegExp(`leads to ${otherAddress} instead of ${publicAddress}`),
      unreachable: true,
      act: async ({ cluster }) => cluster.names.pointTo(otherAddress),
      mend: async ({ cluster }) => cluster.names.pointTo(publicAddress),
    },
    {
      name: 'address lost',
      what: 'the public address is taken from its interface',
      components: ['address', 'api', 'edge'],
      alone: false,
      words: /Somebody at the address: (the address cannot be reached|no answer in time)/,
      unreachable: true,
      act: async () => removeAddress(publicAddress),
      mend: async () => addAddress(publicAddress),
    },
    {
      name: 'certificate expired',
      what: 'the edge shows a certificate that has expired',
      components: ['certificate'],
      alone: true,
      words: /certificate has expired/,
      unreachable: false,
      async act({ cluster, certificates }) {
        certificates.show('expired');
        await apply(cluster);
      },
      async mend({ cluster, certificates }) {
        certificates.show('good');
        await apply(cluster);
      },
    },
    ...targets.map(poolGone),
    {
      name: 'outbox stuck',
      what: 'the forge takes connections and answers nothing',
      components: ['commits'],
      alone: true,
      words: /waiting too long: deliveries/,
      unreachable: false,
      async act({ forge }, commits) {
        signal('SIGSTOP', await forgePids(forge));
        await commits.failAnother();
      },
      mend: async ({ forge }) => signal('SIGCONT', await forgePids(forge)),
    },
  ];
}

const forgePids = async ({ process: { pid } }: Started) => [pid, ...(await below(pid))];
