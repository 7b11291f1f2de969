/** What stood on 7 June 2021, in small: the cluster, visitors who ask, builds that never end. */
import { join } from 'node:path';
import { eventually } from '@twinlens/testing';
import { end, setUp, start } from '../network.ts';
import { type Builds, startBuilds, url } from './client-runs.ts';
import { type Cluster, startCluster } from './cluster.ts';

export interface Asked {
  at: number;
  ok: boolean;
  ms: number;
  why?: string;
}

export interface Scene extends Cluster {
  builds: Builds;
  /** By name, which is also what workers call them. */
  targets: Record<string, object>;
  /** What became of every request asked for since the beginning. */
  asked(): Asked[];
}

/** @param without Guards that are left out. */
export async function setScene(options: {
  without: string[];
  targets: Record<string, object>;
  heartbeatSeconds: number;
}): Promise<Scene> {
  setUp();
  const cluster = await startCluster({ ...options, remembering: ['ci', 'workers'] });
  const { folder, key, workers } = cluster;
  const { targets } = options;
  const asking = ['keep', 'close'].map((kind) =>
    start('ci', [
      process.execPath,
      join(import.meta.dirname, '../ask.ts'),
      `${url}/health/ready`,
      '20',
      kind,
    ]),
  );
  const builds = await startBuilds({ folder, key, targets, abreast: 2, pauseMs: 3_000 });
  await eventually('a run was taken', async () => builds.runs.length > 0, 120_000);
  for (const { type, started } of workers) {
    await eventually(
      `the worker for ${type} captures`,
      async () => started.output().includes('"captured"'),
      90_000,
    ).catch((error: Error) => {
      throw new Error(`${error.message}\n${started.output().slice(-2000)}`);
    });
  }
  return {
    ...cluster,
    builds,
    targets,
    asked: () =>
      asking.flatMap(({ output }) =>
        output()
          .split('\n')
          .filter((one) => one.endsWith('}'))
          .map((one) => JSON.parse(one) as Asked),
      ),
    async stop() {
      for (const { process: child } of asking) end(child);
      await cluster.stop();
    },
  };
}
