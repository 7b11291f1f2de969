/** A mail server on this machine: speaks SMTP, keeps what it is given, and refuses on request. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import type { Certificate } from './certificate.ts';

export interface ReceivedMail {
  from: string;
  to: string[];
  /** As its programs show it. */
  mail: Email;
  header(name: string): string | undefined;
}

export interface MailServerOptions {
  /** Any free one when left out. */
  port?: number;
  /** Speaks TLS: from the beginning, or once STARTTLS is said. Plain text when left out. */
  tls?: Certificate & { begins: 'at-once' | 'when-asked' };
  /** Takes mail from nobody else. */
  login?: { name: string; password: string };
}

export interface MailServer {
  /** As in TWINLENS_SMTP_URL. */
  url: string;
  port: number;
  /** Everything that was taken, in order. */
  mails: ReceivedMail[];
  /** Everything it was asked to take, in order, by Message-ID. */
  offered: string[];
  /** Every password that was shown to it. */
  passwords: string[];
  /** The next mail is answered with this code instead. */
  refuseNext(code: number, words: string): void;
  close(): Promise<void>;
}

const text = async (stream: AsyncIterable<Buffer>) => {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
};

export async function startMailServer({
  port = 0,
  tls,
  login,
}: MailServerOptions = {}): Promise<MailServer> {
  const mails: ReceivedMail[] = [];
  const offered: string[] = [];
  const passwords: string[] = [];
  const refusals: { code: number; words: string }[] = [];
  const server = new SMTPServer({
    disabledCommands: [
      ...(login === undefined ? ['AUTH'] : []),
      ...(tls?.begins === 'when-asked' ? [] : ['STARTTLS']),
    ],
    disableReverseLookup: true,
    secure: tls?.begins === 'at-once',
    ...(tls && { key: tls.key, cert: tls.cert }),
    onAuth({ username, password }, _session, done) {
      passwords.push(password ?? '');
      const isKnown = username === login?.name && password === login?.password;
      done(isKnown ? null : new Error('Who are you?'), isKnown ? { user: username } : undefined);
    },
    onData(stream, session, done) {
      take(stream, session.envelope).then(
        () => done(null),
        (error) => done(error as Error),
      );
    },
  });

  async function take(
    stream: AsyncIterable<Buffer>,
    { mailFrom, rcptTo }: { mailFrom: false | { address: string }; rcptTo: { address: string }[] },
  ): Promise<void> {
    const mail = await PostalMime.parse(await text(stream));
    offered.push(mail.messageId ?? '');
    const refusal = refusals.shift();
    if (refusal !== undefined) {
      throw Object.assign(new Error(refusal.words), { responseCode: refusal.code });
    }
    mails.push({
      from: mailFrom === false ? '' : mailFrom.address,
      to: rcptTo.map(({ address }) => address),
      mail,
      header: (name) => mail.headers.find(({ key }) => key === name.toLowerCase())?.value,
    });
  }

  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  const { port: taken } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${taken}`,
    port: taken,
    mails,
    offered,
    passwords,
    refuseNext: (code, words) => refusals.push({ code, words }),
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}
