/** A program that connects as assistants do, with the protocol's own client. */
import { randomUUID } from 'node:crypto';
import {
  Client,
  type OAuthClientProvider,
  type OAuthDiscoveryState,
  StreamableHTTPClientTransport,
  UnauthorizedError,
} from '@modelcontextprotocol/client';
import { AssistantRequest, call, check, operations } from '@twinlens/contract';

type Stored<K extends 'clientInformation' | 'tokens'> = Awaited<ReturnType<OAuthClientProvider[K]>>;

/** What the page of consent is opened with, which a person's browser is sent to. */
export async function followToConsent(authorization: URL): Promise<AssistantRequest> {
  const answer = await fetch(authorization, { redirect: 'manual' });
  const page = new URL(answer.headers.get('location') ?? '/', authorization.origin);
  if (page.pathname !== '/connect-assistant') throw new Error(`sent to ${page}`);
  const asked = check(AssistantRequest, Object.fromEntries(page.searchParams));
  if (!asked.ok) throw new Error(asked.problem);
  return asked.value;
}

export class TestAssistant implements OAuthClientProvider {
  readonly redirectUrl: string;
  readonly clientMetadata;
  readonly mcp: URL;
  /** Where the person was sent last. */
  authorization: URL | null = null;
  tokensNow: Stored<'tokens'>;
  private information: Stored<'clientInformation'>;
  private verifier = '';
  private discovered: OAuthDiscoveryState | undefined;

  /** @param redirectUrl where it listens, where it does */
  constructor(
    origin: string,
    name = 'Example Agent',
    redirectUrl = 'http://127.0.0.1:49152/callback',
  ) {
    this.redirectUrl = redirectUrl;
    this.mcp = new URL('/api/mcp', origin);
    this.clientMetadata = {
      client_name: name,
      client_uri: 'https://agent.example/',
      redirect_uris: [this.redirectUrl],
    };
  }

  state = () => randomUUID();
  clientInformation = () => this.information;
  tokens = () => this.tokensNow;
  codeVerifier = () => this.verifier;
  saveClientInformation(information: Stored<'clientInformation'>): void {
    this.information = information;
  }
  saveTokens(tokens: Stored<'tokens'>): void {
    this.tokensNow = tokens;
  }
  discoveryState = () => this.discovered;
  saveDiscoveryState(discovered: OAuthDiscoveryState): void {
    this.discovered = discovered;
  }
  saveCodeVerifier(verifier: string): void {
    this.verifier = verifier;
  }
  redirectToAuthorization(authorization: URL): void {
    this.authorization = authorization;
  }

  get clientId(): string {
    return this.information?.client_id ?? '';
  }

  private transport() {
    return new StreamableHTTPClientTransport(this.mcp, { authProvider: this });
  }

  /** @param revision of the protocol: that of 2026, or the ones with a handshake */
  async open(revision: 'auto' | 'legacy' = 'auto'): Promise<Client> {
    const client = new Client(
      { name: 'test', version: '1' },
      { versionNegotiation: { mode: revision } },
    );
    await client.connect(this.transport());
    return client;
  }

  /** Tries to connect, which registers the program and sends the person somewhere. */
  async ask(): Promise<URL> {
    try {
      await this.open();
    } catch (error) {
      if (!(error instanceof UnauthorizedError)) throw error;
    }
    if (this.authorization === null) throw new Error('the person was not asked');
    return this.authorization;
  }

  /**
   * Lets a person answer, as the page does.
   *
   * @param account null to refuse
   * @returns what the program is told at its own address
   */
  async answer(session: Record<string, string>, account: number | null): Promise<URLSearchParams> {
    const request = await followToConsent(await this.ask());
    const { origin } = this.mcp;
    const body = { request, account };
    const answer = await call({ origin, headers: session }, operations.answerAssistantRequest, {
      body,
    });
    return new URL(answer?.redirectTo ?? '').searchParams;
  }

  /** Takes what it was told at its own address, and opens a connection. */
  async finish(told: URLSearchParams): Promise<Client> {
    await this.transport().finishAuth(told);
    return this.open();
  }

  /** Registers, is allowed, and has tokens. */
  async connect(session: Record<string, string>, account: number): Promise<Client> {
    return this.finish(await this.answer(session, account));
  }

  /** Asks for tokens as it is, without the client's own care. */
  token(fields: Record<string, string>): Promise<Response> {
    return fetch(new URL('/api/oauth/token', this.mcp), {
      method: 'POST',
      body: new URLSearchParams({ client_id: this.clientId, ...fields }),
    });
  }

  /** Whether the access token, or one that was given, opens anything. */
  async status(token = this.tokensNow?.access_token ?? ''): Promise<number> {
    const headers = { authorization: `Bearer ${token}` };
    return (await fetch(this.mcp, { headers })).status;
  }
}
