/**
 * How a GitHub App signs in: by a token signed with its private key it is given a token of its
 * installation (https://docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app).
 */
import { createHash, createPrivateKey, type KeyObject } from 'node:crypto';
import { type ReceivedResponse, TwinlensError } from '@twinlens/contract';
import { SignJWT } from 'jose';
import { Type } from 'typebox';
import { readBody } from './answers.ts';
import { type Ask, Declined, type Reached } from './channel.ts';
import { endpoint, jsonRequest, repositoryParts, skewMs } from './forge.ts';

/** GitHub takes ten minutes at most. Milliseconds. */
const signedMs = 9 * 60_000;

/** GitHub's clock may be behind. Milliseconds. */
const beforeMs = 60_000;

/** Tokens are not used to their last minute: an attempt takes a while. Milliseconds. */
const spareMs = 5 * 60_000;

const Token = Type.Object({
  token: Type.String(),
  expires_at: Type.String(),
  permissions: Type.Optional(Type.Record(Type.String(), Type.String())),
});

export interface AppToken {
  token: string;
  /** `read` or `write`, by what it is about. */
  permissions: Record<string, string>;
}

interface KeptToken extends AppToken {
  /** Milliseconds since 1970, by our clock. */
  until: number;
}

export type App = Reached<'github'> & { settings: { app: { id: string; installation: number } } };

export const isApp = (to: Reached<'github'>): to is App => to.settings.app !== undefined;

const kept = new Map<string, KeptToken>();

/** Whose token it is, with the key: another key has to show that it is good. */
function nameOf({ settings: { api, app }, secret }: App): string {
  const parts = [api, app.id, app.installation, secret];
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64');
}

/**
 * A token of the installation, kept until shortly before it expires.
 * @throws Declined when GitHub gives none; TwinlensError `invalid_request` for a key that is none
 */
export const getAppToken = (to: App, ask: Ask, now: Date): Promise<AppToken> =>
  getToken(to, ask, now, { name: nameOf(to), spareMs, only: {} });

/** Tokens are good for an hour; whoever gets one to use it alone should have most of that. */
const aloneMs = 45 * 60_000;

/**
 * A token that may write verdicts of one repository and nothing else, for whoever speaks for this server.
 * The private key is not handed out: it can do whatever the app may.
 * @throws as `getAppToken`
 */
export async function getLinesToken(to: App, ask: Ask, now: Date): Promise<KeptToken> {
  const repository = repositoryParts(to.settings).at(-1) ?? '';
  const { writes = 'status' } = to.settings;
  const name = `${nameOf(to)} ${repository} ${writes}`;
  const permissions = {
    ...(writes !== 'check' && { statuses: 'write' }),
    ...(writes !== 'status' && { checks: 'write' }),
  };
  const only = { repositories: [repository], permissions };
  try {
    return await getToken(to, ask, now, { name, spareMs: aloneMs, only });
  } catch (error) {
    // While GitHub is in trouble, the one there is is better than none.
    const known = kept.get(name);
    if (known !== undefined && known.until > now.getTime()) return known;
    throw error;
  }
}

async function getToken(
  to: App,
  ask: Ask,
  now: Date,
  wanted: { name: string; spareMs: number; only: object },
): Promise<KeptToken> {
  const known = kept.get(wanted.name);
  if (known !== undefined && known.until > now.getTime() + wanted.spareMs) return known;
  const { app } = to.settings;
  const place = endpoint(to.settings, `/app/installations/${app.installation}/access_tokens`);
  const response = await askAsApp(to, ask, now, (headers) =>
    jsonRequest('POST', place, headers, wanted.only),
  );
  const given = readBody(Token, response);
  if (given === null) {
    throw new TwinlensError('unavailable', 'GitHub gave a token that cannot be read');
  }
  const { token, expires_at: expiresAt, permissions = {} } = given;
  // By GitHub's clock; what counts is how long that is.
  const lastsMs = Date.parse(expiresAt) - now.getTime() - skewMs(response, now);
  for (const [other, { until }] of kept) if (until <= now.getTime()) kept.delete(other);
  const made = { token, permissions, until: now.getTime() + lastsMs };
  kept.set(wanted.name, made);
  return made;
}

/** @returns whether there was one: GitHub may have ended it before its time */
export const forgetAppToken = (to: App): boolean => kept.delete(nameOf(to));

/**
 * Asks as the app itself. Where the clocks differ it is asked again, by GitHub's clock.
 * @param question made with the headers of the app
 * @throws Declined
 */
export async function askAsApp(
  to: App,
  ask: Ask,
  now: Date,
  question: (headers: Record<string, string>) => ReturnType<typeof jsonRequest>,
): Promise<ReceivedResponse> {
  const key = readKey(to.secret);
  const once = async (at: Date) => {
    const token = await sign(key, to.settings.app.id, at);
    const asked = question(githubHeaders(token));
    return { asked, response: await ask(asked) };
  };
  let told = await once(now);
  const apart = skewMs(told.response, now);
  if (told.response.status === 401 && apart !== 0) {
    told = await once(new Date(now.getTime() + apart));
  }
  const { asked, response } = told;
  if (response.status >= 200 && response.status < 300) return response;
  throw new Declined(explainApp(to, response), asked, response);
}

export const githubHeaders = (token: string) => ({
  accept: 'application/vnd.github+json',
  authorization: `Bearer ${token}`,
  'x-github-api-version': '2022-11-28',
});

function readKey(pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch (cause) {
    throw new TwinlensError(
      'invalid_request',
      'The private key of the app is not one in PEM form: it begins with "-----BEGIN RSA PRIVATE KEY-----".',
      { cause },
    );
  }
}

const sign = (key: KeyObject, appId: string, at: Date): Promise<string> =>
  new SignJWT()
    .setProtectedHeader({ alg: 'RS256' })
    .setIssuer(appId)
    .setIssuedAt(Math.floor((at.getTime() - beforeMs) / 1000))
    .setExpirationTime(Math.floor((at.getTime() - beforeMs + signedMs) / 1000))
    .sign(key);

function explainApp({ settings: { app } }: App, { status, body }: ReceivedResponse): string {
  if (status === 401) {
    return `GitHub does not take the key of app ${app.id}: the id or the key is wrong, or the key was deleted (${body.slice(0, 200)}).`;
  }
  if (status === 404) return `App ${app.id} has no installation ${app.installation} there.`;
  return `GitHub answered app ${app.id} with ${status}: ${body.slice(0, 200)}.`;
}
