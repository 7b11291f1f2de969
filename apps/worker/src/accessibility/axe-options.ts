import { PageScriptError } from '@twinlens/browser';
import { check, TwinlensError } from '@twinlens/contract';
import type { RunOptions } from 'axe-core';
import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import type { CaptureJob } from '../capture/job.ts';

const Names = Type.Array(Type.String({ maxLength: 200 }), { maxItems: 500 });

/** The options of axe-core that say what is examined; others, which say how, are dropped. */
const AxeOptions = Type.Object({
  runOnly: Type.Optional(
    Type.Union([
      Type.String({ maxLength: 200 }),
      Names,
      Type.Object({ type: Type.Enum(['rule', 'rules', 'tag', 'tags']), values: Names }),
    ]),
  ),
  rules: Type.Optional(Type.Record(Type.String(), Type.Object({ enabled: Type.Boolean() }))),
  iframes: Type.Optional(Type.Boolean()),
});
type AxeOptions = Static<typeof AxeOptions>;

/** WCAG 2.0 and 2.1, levels A and AA. */
const defaults: AxeOptions = {
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] },
};

/**
 * Style sheets of other hosts can be read only where they are fetched once more. Sound is not waited
 * for: the page has come to rest.
 */
const preload: NonNullable<RunOptions['preload']> = { assets: ['cssom'], timeout: 5000 };

/** A recorded document has no title, as the clients do not send any. */
const recordedRules: AxeOptions['rules'] = { 'document-title': { enabled: false } };

/** Characters of the options as JSON. */
const maxLength = 100_000;

const read = `(() => {
  const options = window.happoAxeOptions;
  if (options === undefined || options === null) return null;
  const text = JSON.stringify(options);
  return typeof text === 'string' && text.length <= ${maxLength} ? text : '';
})()`;

const wrong = (reason: string, cause?: unknown) =>
  new TwinlensError('invalid_request', `window.happoAxeOptions ${reason}`, { cause });

function parse(text: unknown): unknown {
  if (typeof text !== 'string' || text === '') {
    throw wrong(`is no JSON data of at most ${maxLength} characters`);
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw wrong('is no JSON data', cause);
  }
}

async function readPageOptions({ page }: CaptureJob, signal: AbortSignal): Promise<AxeOptions> {
  const text = await page.evaluate(read, 'page', signal).catch((cause: unknown) => {
    if (!(cause instanceof PageScriptError)) throw cause;
    throw wrong(`cannot be read: ${cause.message}`, cause);
  });
  if (text === null) return {};
  const options = check(AxeOptions, parse(text));
  if (!options.ok) throw wrong(`cannot be used: ${options.problem}`);
  return Value.Clean(AxeOptions, options.value) as AxeOptions;
}

/**
 * What axe-core is to look for: what the page says in `window.happoAxeOptions`, over the defaults.
 * @throws TwinlensError worded for whoever wrote the page, when it says what cannot be.
 */
export async function readAxeOptions(job: CaptureJob, signal: AbortSignal): Promise<RunOptions> {
  const { rules, ...options } = await readPageOptions(job, signal);
  return {
    ...defaults,
    ...options,
    rules: { ...(job.payload.snapPayloads && recordedRules), ...rules },
    preload,
  };
}
