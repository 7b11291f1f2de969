/** A server that runs as a process of its own, with its first person signed in. */
import type { ChildProcess } from 'node:child_process';
import { serverReady } from '@twinlens/testing';
import { cookiesOf, postLink, type Tenant } from './installation.ts';

export interface ServerProcess {
  child: ChildProcess;
  url: string;
  /** The account and project every new installation has, and its first person. */
  tenant: Tenant;
}

/** Waits until the program answers requests, and signs its first person in. */
export async function whenReady(child: ChildProcess): Promise<ServerProcess> {
  const ready = await serverReady(child);
  const credentials = Buffer.from(`${ready.apiKey}:${ready.apiSecret}`).toString('base64');
  const tenant = {
    accountId: 1,
    projectId: 1,
    userId: '',
    session: { cookie: cookiesOf(await postLink(ready.signInUrl)), origin: ready.url },
    apiKey: ready.apiKey,
    client: { authorization: `Basic ${credentials}` },
  };
  return { child, url: ready.url, tenant };
}
