/** Tokens by which GitHub says, of a workflow that is running, which repository it belongs to. */
import { TwinlensError } from '@twinlens/contract';
import {
  createRemoteJWKSet,
  customFetch,
  decodeJwt,
  errors,
  type FetchImplementation,
  type JWTVerifyGetKey,
  jwtVerify,
} from 'jose';

/** How long the issuer may take to answer. Milliseconds. */
const timeoutMs = 5_000;

/** More than any issuer's documents have. Bytes. */
const documentLimit = 256 * 1024;

/** The issuer's addresses and keys are read again after this long. Milliseconds. */
const cacheMs = 10 * 60 * 1000;

/** Keys nobody has seen make us read the issuer's again, at most so often in a minute. */
const reloadsPerMinute = 5;

/** The issuer's clock may be this far off. Seconds. */
const clockToleranceSeconds = 60;

type RemoteKeys = ReturnType<typeof createRemoteJWKSet>;

export interface WorkflowTokens {
  /**
   * @returns the repository with its host, as GitHub spells it: `github.com/owner/name`
   * @throws TwinlensError `unauthenticated`, naming the claim that does not fit; `unavailable` when
   *   the issuer cannot be asked for its keys
   */
  verify(token: string, now: Date): Promise<{ repository: string }>;
}

export function createWorkflowTokens({
  issuer,
  audience,
}: {
  issuer: string;
  audience: string;
}): WorkflowTokens {
  const findKey = createKeyFinder(issuer);
  const host = hostOf(issuer);
  return {
    async verify(token, now) {
      // Before anybody is asked for keys: strangers must not make us send requests.
      requireIssuer(token, issuer);
      try {
        const { payload } = await jwtVerify(token, findKey, {
          issuer,
          audience,
          algorithms: ['RS256'],
          requiredClaims: ['exp', 'repository'],
          clockTolerance: clockToleranceSeconds,
          currentDate: now,
        });
        const { repository } = payload;
        if (typeof repository !== 'string' || !/^[^/]+\/[^/]+$/.test(repository)) {
          refuse('repository: the token does not name one as owner/name');
        }
        return { repository: `${host}/${repository}` };
      } catch (error) {
        if (error instanceof TwinlensError) throw error;
        const reason = reasonOf(error, audience);
        if (reason === null) throw error;
        refuse(reason, error);
      }
    },
  };
}

/** The forge an issuer speaks for; GitHub's own has another name than its pages. */
function hostOf(issuer: string): string {
  const { host } = new URL(issuer);
  return host === 'token.actions.githubusercontent.com'
    ? 'github.com'
    : host.replace(/^token\.actions\./, '');
}

function refuse(reason: string, cause?: unknown): never {
  throw new TwinlensError('unauthenticated', reason, { cause });
}

function requireIssuer(token: string, issuer: string): void {
  let iss: unknown;
  try {
    ({ iss } = decodeJwt(token));
  } catch (error) {
    refuse('token: this is not a JWT', error);
  }
  if (iss !== issuer) {
    refuse(
      'iss: this server takes workflow tokens of another issuer (TWINLENS_GITHUB_OIDC_ISSUER)',
    );
  }
}

/** In words, what jose did not accept; null for what went wrong on our side. */
function reasonOf(error: unknown, audience: string): string | null {
  if (error instanceof errors.JWTExpired) {
    return 'exp: the workflow token has expired; ask the runner for a new one';
  }
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === 'aud') {
      return `aud: the token is not meant for this server; ask the runner for the audience "${audience}"`;
    }
    if (error.claim === 'nbf') return 'nbf: the token is not valid yet; check the clocks';
    return `${error.claim}: the token has none that fits`;
  }
  if (error instanceof errors.JOSEAlgNotAllowed) return 'alg: the token must be signed with RS256';
  if (error instanceof errors.JWKSNoMatchingKey) return 'kid: the issuer has no such key';
  if (error instanceof errors.JWKSMultipleMatchingKeys) return 'kid: the token names no key';
  if (error instanceof errors.JWSSignatureVerificationFailed) {
    return 'signature: it is not that of the issuer';
  }
  const isAboutToken =
    error instanceof errors.JOSEError && /^ERR_J(WT|WS|OSE_ALG|OSE_NOT)/.test(error.code);
  return isAboutToken ? 'token: this is not a JWT that can be checked' : null;
}

/** Finds out where the issuer's keys are when the first token comes, and again after a while. */
function createKeyFinder(issuer: string): JWTVerifyGetKey {
  let discovered: { at: number; keys: Promise<RemoteKeys> } | null = null;
  let reloads: number[] = [];

  const mayReload = () => {
    const now = Date.now();
    reloads = reloads.filter((at) => at > now - 60_000);
    if (reloads.length >= reloadsPerMinute) return false;
    reloads.push(now);
    return true;
  };

  return async (header, token) => {
    if (discovered === null || Date.now() - discovered.at > cacheMs) {
      discovered = { at: Date.now(), keys: discover(issuer) };
    }
    const current = discovered;
    try {
      const keys = await current.keys;
      try {
        return await keys(header, token);
      } catch (error) {
        if (!(error instanceof errors.JWKSNoMatchingKey) || !mayReload()) throw error;
        await keys.reload();
        return await keys(header, token);
      }
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey) throw error;
      if (error instanceof errors.JWKSMultipleMatchingKeys) throw error;
      // The next token asks again.
      if (discovered === current) discovered = null;
      throw new TwinlensError(
        'unavailable',
        'the issuer of workflow tokens could not be asked for its keys: try again in a moment',
        { cause: error },
      );
    }
  };
}

async function discover(issuer: string): Promise<RemoteKeys> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetchDocument(url, {
    method: 'GET',
    headers: new Headers(),
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutMs),
  });
  const document = (await response.json()) as { issuer?: unknown; jwks_uri?: unknown };
  if (
    response.status !== 200 ||
    document.issuer !== issuer ||
    typeof document.jwks_uri !== 'string'
  ) {
    throw new Error(`${url} does not describe the issuer ${issuer}`);
  }
  return createRemoteJWKSet(new URL(document.jwks_uri), {
    timeoutDuration: timeoutMs,
    // A key it does not have is looked for by us, who count how often.
    cooldownDuration: Number.POSITIVE_INFINITY,
    cacheMaxAge: cacheMs,
    [customFetch]: fetchDocument,
  });
}

/** `fetch` for a document that is not larger than it may be. */
const fetchDocument: FetchImplementation = async (url, options) => {
  const response = await fetch(url, options);
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > documentLimit) throw new Error(`${url} is larger than ${documentLimit} bytes`);
    parts.push(part);
  }
  return new Response(Buffer.concat(parts), { status: response.status });
};
