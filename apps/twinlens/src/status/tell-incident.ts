import { readFile } from 'node:fs/promises';
import {
  type ClientOptions,
  call,
  type Incident,
  statusOperations,
  TwinlensError,
} from '@twinlens/contract';
import type { Config } from '../config.ts';
import type { StatusCommand } from './arguments.ts';
import { pageOf } from './page-of.ts';

type Telling = Extract<StatusCommand, { name: 'status incident' }>;

/** Writes to a status page, and prints the id and the address of the incident. */
export async function tellIncident(command: Telling, config: Config): Promise<number> {
  const client = pageOf(config);
  const incident = await tell(client, command);
  process.stdout.write(`${incident?.id} ${incident?.url}\n`);
  return 0;
}

async function tell(
  client: ClientOptions,
  { action, subject, said, bodyFile }: Telling,
): Promise<Incident | undefined> {
  const body = bodyFile === null ? said.body : await readFile(bodyFile, 'utf8');
  const input = { ...said, ...(body !== undefined && { body }) };
  const params = { incident: subject ?? '' };
  switch (action) {
    case 'open':
      return call(client, statusOperations.openIncident, {
        body: { ...input, ...(subject !== null && { name: subject }) },
      });
    case 'update':
      return call(client, statusOperations.updateIncident, { params, body: input });
    case 'resolve':
      return call(client, statusOperations.updateIncident, {
        params,
        body: { ...input, state: 'resolved' },
      });
    case 'postmortem': {
      if (body === undefined) {
        throw new TwinlensError('invalid_request', 'write it with --body or --body-file');
      }
      const { at } = input;
      return call(client, statusOperations.writePostmortem, {
        params,
        body: { body, ...(at !== undefined && { at }) },
      });
    }
  }
}
