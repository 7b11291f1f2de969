/** An issuer of workflow tokens, as GitHub is one: a real OpenID provider on loopback. */
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, exportSPKI, generateKeyPair, type JWK } from 'jose';
import Provider from 'oidc-provider';

export interface WorkflowIssuer {
  /** Also the host of the repositories it speaks for. */
  url: string;
  /** What the runner of a workflow is handed. */
  token(claims: Record<string, unknown>, audience?: string): Promise<string>;
  /** Its newest key, which signs. */
  publicKey(): Promise<string>;
  /** Gives up its keys for a new one. */
  rotate(): Promise<void>;
  /** How often its keys have been read. */
  keysRead(): number;
  /** Answers every request in another way from now on; null for its own again. */
  answerWith(listener: RequestListener | null): void;
  close(): Promise<void>;
}

const runner = { id: 'runner', secret: 'a secret of the runner' };

export async function startWorkflowIssuer(): Promise<WorkflowIssuer> {
  let current: { listener: RequestListener; publicKey: Promise<string> };
  let other: RequestListener | null = null;
  let claims: Record<string, unknown> = {};
  let keysRead = 0;
  const server = createServer((request, response) => {
    if (request.url === '/jwks') keysRead += 1;
    (other ?? current.listener)(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function rotate(): Promise<void> {
    const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
    const provider = new Provider(
      url,
      configuration(await exportJWK(privateKey), () => claims),
    );
    current = { listener: provider.callback(), publicKey: exportSPKI(publicKey) };
  }
  await rotate();

  return {
    url,
    rotate,
    publicKey: () => current.publicKey,
    keysRead: () => keysRead,
    answerWith(listener) {
      other = listener;
    },
    async token(wanted, audience = 'happo') {
      claims = wanted;
      const answer = await fetch(`${url}/token`, {
        method: 'POST',
        headers: {
          authorization: `Basic ${btoa(`${runner.id}:${encodeURIComponent(runner.secret)}`)}`,
        },
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          resource: `urn:audience:${audience}`,
        }),
      });
      const { access_token } = (await answer.json()) as { access_token?: string };
      if (access_token === undefined) throw new Error(`no token: HTTP ${answer.status}`);
      return access_token;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function configuration(key: JWK, claims: () => Record<string, unknown>): object {
  return {
    jwks: { keys: [key] },
    clients: [
      {
        client_id: runner.id,
        client_secret: runner.secret,
        grant_types: ['client_credentials'],
        redirect_uris: [],
        response_types: [],
      },
    ],
    extraTokenClaims: claims,
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (_context: unknown, resource: string) => ({
          scope: '',
          audience: resource.replace('urn:audience:', ''),
          accessTokenTTL: 300,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
  };
}
