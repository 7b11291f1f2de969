import { type ParseArgsConfig, parseArgs } from 'node:util';
import {
  type BodyOf,
  check,
  type StatusOperations,
  statusOperations,
  TwinlensError,
} from '@twinlens/contract';

export type IncidentAction = 'open' | 'update' | 'resolve' | 'postmortem';

export type StatusCommand =
  | { name: 'help' }
  | { name: 'status'; args: string[] }
  | { name: 'status stand-ins' }
  | {
      name: 'status incident';
      action: IncidentAction;
      /** Name of a new incident, id of one there is; null for one that is named by its template. */
      subject: string | null;
      /** What is said, but for a text that is in a file. */
      said: BodyOf<StatusOperations['openIncident']>;
      bodyFile: string | null;
    };

const actions = ['open', 'update', 'resolve', 'postmortem'] as const;

const options = {
  state: { type: 'string' },
  impact: { type: 'string' },
  body: { type: 'string' },
  'body-file': { type: 'string' },
  component: { type: 'string', multiple: true },
  template: { type: 'string' },
  at: { type: 'string' },
  from: { type: 'string' },
  until: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies ParseArgsConfig['options'];

/** @throws TwinlensError `invalid_request` */
export function readStatus(args: string[]): StatusCommand {
  const [first, ...rest] = args;
  if (first === '--help' || first === '-h') return { name: 'help' };
  if (first === undefined) return { name: 'status', args: [] };
  if (first === 'export') {
    const [folder, ...more] = rest;
    if (folder === undefined || more.length > 0) {
      throw new TwinlensError('invalid_request', 'name one folder to export to');
    }
    return { name: 'status', args: ['export', folder] };
  }
  if (first === 'stand-ins' && rest.length === 0) return { name: 'status stand-ins' };
  if (first === 'incident') return readIncident(rest);
  throw new TwinlensError('invalid_request', `there is no command "status ${first}"`);
}

function readIncident([given, ...rest]: string[]): StatusCommand {
  const action = actions.find((one) => one === given);
  if (action === undefined) {
    throw new TwinlensError('invalid_request', `status incident: one of ${actions.join(', ')}`);
  }
  const { values, positionals } = parse(rest);
  if (values.help) return { name: 'help' };
  const [subject = null, ...more] = positionals;
  if (more.length > 0) {
    throw new TwinlensError('invalid_request', `"${more[0]}" is one word too many: use quotes`);
  }
  if (subject === null && (action !== 'open' || values.template === undefined)) {
    throw new TwinlensError(
      'invalid_request',
      action === 'open'
        ? 'give the incident a name, or a --template'
        : 'give the id of an incident',
    );
  }
  const said = check(statusOperations.openIncident.body, {
    ...(values.state !== undefined && { state: values.state }),
    ...(values.impact !== undefined && { impact: values.impact }),
    ...(values.body !== undefined && { body: values.body }),
    ...(values.template !== undefined && { template: values.template }),
    ...(values.at !== undefined && { at: toTime('at', values.at) }),
    ...(values.from !== undefined && { scheduledFor: toTime('from', values.from) }),
    ...(values.until !== undefined && { scheduledUntil: toTime('until', values.until) }),
    ...(values.component !== undefined && {
      components: Object.fromEntries(values.component.map((one) => one.split('=', 2))),
    }),
  });
  if (!said.ok) throw new TwinlensError('invalid_request', said.problem);
  return {
    name: 'status incident',
    action,
    subject,
    said: said.value,
    bodyFile: values['body-file'] ?? null,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: true });
  } catch (error) {
    const [sentence = ''] = error instanceof Error ? error.message.split('. ') : [];
    throw new TwinlensError('invalid_request', sentence, { cause: error });
  }
}

function toTime(option: string, text: string): string {
  const at = Date.parse(text);
  if (Number.isNaN(at)) {
    throw new TwinlensError(
      'invalid_request',
      `--${option}: "${text}" is no time such as 2026-06-07T09:00Z`,
    );
  }
  return new Date(at).toISOString();
}
