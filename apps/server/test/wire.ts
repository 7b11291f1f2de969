/** One server for a suite, and for every test an account of its own with a client and a worker. */
import type { TestDatabase } from '@twinlens/testing/databases';
import { upkeep } from '@twinlens/visual-tests';
import { afterAll, afterEach, beforeAll } from 'vitest';
import {
  addTenant,
  type Installation,
  type InstallationOptions,
  startInstallation,
} from './installation.ts';
import { newItem, TestClient } from './test-client.ts';
import { type Shown, TestWorker } from './test-worker.ts';

export interface Wire {
  client(): Promise<TestClient>;
  worker(): TestWorker;
  /** Takes the next capture and ends it with these pictures. */
  finish(...shown: Shown[]): Promise<void>;
  /** Makes a finished report of a commit, of one capture. */
  record(client: TestClient, sha: string, shown: Shown[]): Promise<void>;
  installation(): Installation;
  /** Lets time pass, and the server do what follows from it. */
  pass(milliseconds: number): Promise<void>;
}

/** @param optionsOf of the installation, asked when it is started */
export function useWire(
  database: TestDatabase,
  optionsOf: () => InstallationOptions = () => ({}),
): Wire {
  let installation: Installation;
  let tenants = 0;
  let passedMs = 0;
  beforeAll(async () => {
    installation = await startInstallation(optionsOf(), await database.create());
    installation.server.ctx.now = () => new Date(Date.now() + passedMs);
  });
  afterAll(() => installation.close());
  afterEach(async () => {
    // What a test leaves in the queue is not the next one's work.
    await installation.server.ctx.db
      .updateTable('snap_request')
      .set({ state: 'failed' })
      .where('state', 'in', ['queued', 'leased'])
      .execute();
  });
  const worker = () => new TestWorker(installation.server.url);
  const finish = async (...shown: Shown[]) => worker().finish(await worker().take(), shown);
  return {
    worker,
    finish,
    async record(client, sha, shown) {
      await client.report(sha, await client.request(newItem()));
      await finish(...shown);
    },
    async client() {
      tenants += 1;
      const { ctx, url } = installation.server;
      return new TestClient(url, await addTenant(ctx, `tenant ${tenants}`));
    },
    installation: () => installation,
    async pass(milliseconds) {
      passedMs += milliseconds;
      await upkeep({ ctx: installation.server.ctx });
    },
  };
}
