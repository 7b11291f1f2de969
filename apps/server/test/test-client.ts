/** A build machine: what the happo clients call, with their kind of token. */
import { createHash, randomUUID } from 'node:crypto';
import type { OperationShape } from '@twinlens/contract';
import { type BodyOf, type CallInput, call, operations, type ResponseOf } from '@twinlens/contract';
import { SignJWT } from 'jose';
import type { Tenant } from './installation.ts';

export const md5 = (data: string | Uint8Array) => createHash('md5').update(data).digest('hex');

/** The secret of a tenant's key, out of its Basic header. */
export function secretOf({ client }: Tenant): string {
  const credentials = (client.authorization ?? '').replace('Basic ', '');
  return Buffer.from(credentials, 'base64').toString().split(':').at(-1) ?? '';
}

export async function signToken(
  key: string,
  secret: string,
  { payload = { key } as Record<string, unknown>, alg = 'HS256', kid = key } = {},
): Promise<string> {
  return new SignJWT({ exp: Math.floor(Date.now() / 1000) + 300, ...payload })
    .setProtectedHeader({ alg, kid })
    .sign(new TextEncoder().encode(secret));
}

export interface Item {
  type: string;
  targetName: string;
  payloadString: string;
  payloadHash: string;
}

/** A capture of a page, different from every other one. */
export function newItem(targetName = 'chrome'): Item {
  const pages = [{ url: 'https://example.org/', title: randomUUID() }];
  const payloadString = JSON.stringify({ viewport: '800x600', pages });
  return { type: 'browser-chrome', targetName, payloadString, payloadHash: md5(payloadString) };
}

type FinalizeBody = BodyOf<typeof operations.finalizeAsyncReport>;

export class TestClient {
  readonly origin: string;
  readonly tenant: Tenant;

  constructor(origin: string, tenant: Tenant) {
    this.origin = origin;
    this.tenant = tenant;
  }

  async call<T extends OperationShape>(
    operation: T,
    input: CallInput<T>,
  ): Promise<ResponseOf<T> | undefined> {
    const token = await signToken(this.tenant.apiKey, secretOf(this.tenant));
    const headers = { authorization: `Bearer ${token}` };
    return call({ origin: this.origin, headers }, operation, input);
  }

  /** Ids of the requests for these items; fails when one was refused. */
  async request(...items: Item[]): Promise<number[]> {
    const answer = await this.call(operations.createSnapRequests, { body: { items } });
    return (answer?.results ?? []).map((result) => {
      if ('error' in result) throw new Error(result.error);
      return result.requestId;
    });
  }

  report(
    sha: string,
    requestIds: number[],
    more: { project?: string; nonce?: string; link?: string; message?: string } = {},
  ) {
    return this.call(operations.createAsyncReport, {
      params: { sha },
      body: { requestIds, ...more },
    });
  }

  finalize(sha: string, nonce: string, skipped: Omit<FinalizeBody, 'nonce'> = {}) {
    const body = { nonce, ...skipped };
    return this.call(operations.finalizeAsyncReport, { params: { sha }, body });
  }

  start(sha1: string, sha2: string, more: { project?: string; link?: string } = {}) {
    return this.call(operations.startJob, { params: { sha1, sha2 }, body: more });
  }

  orchestrate(sha1: string, sha2: string, projects: string[], more: { link?: string } = {}) {
    const body = { projects, ...more };
    return this.call(operations.orchestrateJob, { params: { sha1, sha2 }, body });
  }

  cancel(
    sha1: string,
    sha2: string,
    message: string,
    more: { project?: string; status?: 'success' | 'failure' } = {},
  ) {
    const body = { message, status: 'failure' as const, ...more };
    return this.call(operations.cancelJob, { params: { sha1, sha2 }, body });
  }

  async compare(
    sha1: string,
    sha2: string,
    more: {
      fallbackShas?: string[];
      link?: string;
      project?: string;
      message?: string;
      author?: string;
      notify?: string;
      skipStatusPost?: boolean;
    } = {},
  ) {
    const body = { isAsync: true, ...more };
    const answer = await this.call(operations.compareReports, { params: { sha1, sha2 }, body });
    if (answer === undefined || !('id' in answer)) throw new Error('it was not made later');
    return answer;
  }

  async extend(extendsSha: string, extendedSnaps: { component: string; variant?: string }[]) {
    const body = { extendsSha, extendedSnaps };
    const answer = await this.call(operations.extendReport, { body });
    return answer?.requestId ?? 0;
  }

  /** What the review pages show of a comparison. */
  async comparison(sha1: string, sha2: string) {
    const params = { account: this.tenant.accountId, project: this.tenant.projectId, sha1, sha2 };
    const found = await this.asPerson(operations.getComparison, { params });
    if (found === undefined) throw new Error('no comparison was answered');
    return found;
  }

  /** What the review pages show of a report: snapshots as `component variant target`. */
  async snapshots(
    sha: string,
    query: { origin?: 'rendered' | 'copied' | 'carried-over'; filter?: string } = {},
  ) {
    const params = { account: this.tenant.accountId, project: this.tenant.projectId, sha };
    return this.asPerson(operations.getReport, { params, query });
  }

  /** State and message of a job's only project. */
  async job(id: number | undefined) {
    const [only] = (await this.wholeJob(id)).projects;
    return { state: only?.state, message: only?.message };
  }

  /** What the review pages list. */
  async jobs() {
    const params = { account: this.tenant.accountId };
    const listed = await this.asPerson(operations.listJobs, { params });
    return listed?.jobs ?? [];
  }

  /** What the review pages show of a job; `states` by the names of its projects. */
  async wholeJob(id = 0) {
    const params = { account: this.tenant.accountId, job: id };
    const job = await this.asPerson(operations.getJob, { params });
    if (job === undefined) throw new Error('no job was answered');
    const states = Object.fromEntries(
      job.projects.map(({ project, state }) => [project.name, state]),
    );
    return { ...job, states };
  }

  /** What the review pages show of a report in the making. */
  asyncReport(id = 0) {
    const params = { account: this.tenant.accountId, id };
    return this.asPerson(operations.getAsyncReport, { params });
  }

  /** The captures behind a report in the making. */
  async requestsOf(id = 0) {
    return (await this.asyncReport(id))?.requests;
  }

  /** The names in a report, in order, with a star where the snapshot was carried over. */
  async names(sha: string): Promise<string[]> {
    const report = await this.snapshots(sha);
    return (report?.snapshots ?? []).map(
      ({ component, variant, snapRequestId }) =>
        `${component} ${variant}${snapRequestId === null ? ' *' : ''}`,
    );
  }

  /** A person decides on a comparison. */
  async decide(comparison = 0, decision: 'accepted' | 'rejected'): Promise<void> {
    const params = { account: this.tenant.accountId, comparison };
    await this.asPerson(operations.decideComparison, { params, body: { decision } });
  }

  /** A person reports the only changed pair of a comparison as flaky. */
  async reportFlake(comparison = 0): Promise<void> {
    const params = { account: this.tenant.accountId, comparison };
    const query = { kind: 'changed' as const };
    const listed = await this.asPerson(operations.listChanges, { params, query });
    const [pair] = listed?.changes ?? [];
    await this.asPerson(operations.reportFlake, {
      params,
      body: {
        beforeSnapshotId: pair?.before?.snapshotId ?? 0,
        afterSnapshotId: pair?.after?.snapshotId ?? 0,
      },
    });
  }

  /** A call of the page this tenant has open. */
  asPerson<T extends OperationShape>(operation: T, input: CallInput<T>) {
    return call({ origin: this.origin, headers: this.tenant.session }, operation, input);
  }
}
