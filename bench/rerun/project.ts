/** A build that sends captures to an installation, as the clients do, with a clock in its hand. */
import { createHash } from 'node:crypto';
import {
  type CallInput,
  call,
  type OperationShape,
  operations,
  type ResponseOf,
} from '@twinlens/contract';
import { type RunningTwinlens, signIn } from '@twinlens/testing';

const md5 = (data: string | Uint8Array) => createHash('md5').update(data).digest('hex');

export interface Verdict {
  /** From asking for the captures to the comparison being there. */
  seconds: number;
  rendered: number;
  copied: number;
  state: string;
}

export interface Project {
  /** @returns the path of the package, as payloads name it */
  upload(bytes: Buffer): Promise<string>;
  /** Has the payloads captured and compared with the commit before. */
  run(sha1: string, sha2: string, payloads: object[]): Promise<Verdict>;
}

export async function openProject(twinlens: RunningTwinlens): Promise<Project> {
  const { url, apiKey, apiSecret } = twinlens;
  const basic = Buffer.from(`${apiKey}:${apiSecret}`).toString('base64');
  const client = { origin: url, headers: { authorization: `Basic ${basic}` } };
  const person = await signIn(twinlens);
  const { account, project } = person;

  async function ask<T extends OperationShape>(
    operation: T,
    input: CallInput<T>,
  ): Promise<NonNullable<ResponseOf<T>>> {
    const answer = await call(client, operation, input);
    if (answer === undefined || answer === null)
      throw new Error(`${operation.id} answered nothing`);
    return answer;
  }

  return {
    async upload(bytes) {
      const params = { hash: md5(bytes) };
      const signed = await ask(operations.signPackageUpload, { params });
      if ('path' in signed) return signed.path;
      const { signedUrl, contentType } = signed;
      const body = new Uint8Array(bytes);
      const headers = { 'content-type': contentType };
      const stored = await fetch(signedUrl, { method: 'PUT', body, headers });
      if (!stored.ok) throw new Error(`the upload answered ${stored.status}`);
      return (await ask(operations.finalizePackage, { params })).path;
    },

    async run(sha1, sha2, payloads) {
      const items = payloads.map((payload) => {
        const payloadString = JSON.stringify(payload);
        const payloadHash = md5(payloadString);
        return { type: 'browser-chrome', targetName: 'chrome', payloadString, payloadHash };
      });
      const began = performance.now();
      const { results } = await ask(operations.createSnapRequests, { body: { items } });
      const requestIds = results.map((result) => {
        if ('error' in result) throw new Error(result.error);
        return result.requestId;
      });
      await ask(operations.createAsyncReport, { params: { sha: sha2 }, body: { requestIds } });
      await ask(operations.compareReports, { params: { sha1, sha2 }, body: { isAsync: true } });
      const { state, error } = await person.compared(sha1, sha2);
      const seconds = (performance.now() - began) / 1000;
      if (error !== null) throw new Error(error);
      const params = { account, project, sha: sha2 };
      const { rendered, copied } = await person.read(operations.getReport, { params });
      return { seconds, rendered, copied, state };
    },
  };
}
