/** The two ways to reach a reader. */
import { lookup } from 'node:dns';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from '@twinlens/contract/public-address';
import { createTransport } from 'nodemailer';

const deadlineMs = 15_000;

export interface Letter {
  subject: string;
  text: string;
  /** One click of the mail program leads there (RFC 8058). */
  unsubscribe: string | null;
  /** Message-ID that all messages about one thing refer to; null where they are about none. */
  thread: string | null;
}

/** Mail programs show what is about one incident together. */
export const threadOf = (origin: string, incident: string) =>
  `<incident-${incident}@${new URL(origin).hostname}>`;

export interface Senders {
  mail(to: string | readonly string[], letter: Letter): Promise<void>;
  /** @throws Error where it is not taken, or leads into a private network */
  webhook(url: string, body: unknown): Promise<void>;
  close(): void;
}

export interface SendersOptions {
  /** Null where no mail is sent. */
  smtp: { url: string; from: string } | null;
  allowPrivate: boolean;
}

export function createSenders({ smtp, allowPrivate }: SendersOptions): Senders {
  const transport =
    smtp === null
      ? null
      : createTransport({
          url: smtp.url,
          // A password is shown to nobody who listens, unless the address says `?requireTLS=false`.
          requireTLS: new URL(smtp.url).password !== '',
          pool: true,
          connectionTimeout: deadlineMs,
          socketTimeout: deadlineMs,
        });
  return {
    async mail(to, { subject, text, unsubscribe, thread }) {
      if (transport === null || smtp === null) throw new Error('no mail is sent from here');
      await transport.sendMail({
        from: smtp.from,
        to: [to].flat().map((address) => ({ name: '', address })),
        subject,
        text,
        ...(thread !== null && { references: thread, inReplyTo: thread }),
        headers:
          unsubscribe === null
            ? {}
            : {
                'List-Unsubscribe': `<${unsubscribe}>`,
                'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
              },
      });
    },
    webhook: (url, body) => post(url, body, allowPrivate),
    close: () => transport?.close(),
  };
}

async function post(url: string, body: unknown, allowPrivate: boolean): Promise<void> {
  const { protocol, hostname } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  if (!allowPrivate && isIP(host) !== 0 && !isPublicAddress(host)) {
    throw new Error(`${host} is an address of a private network`);
  }
  const bytes = Buffer.from(JSON.stringify(body));
  const begin = protocol === 'https:' ? requestHttps : requestHttp;
  await new Promise<void>((resolve, reject) => {
    const sent = begin(
      url,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'content-length': bytes.length },
        lookup: allowPrivate ? lookup : lookupPublic,
        signal: AbortSignal.timeout(deadlineMs),
        agent: false,
      },
      (response) => {
        const { statusCode = 0 } = response;
        // What it says is of no interest, and may have no end.
        response.destroy();
        if (statusCode >= 200 && statusCode < 300) resolve();
        else reject(new Error(`answered ${statusCode}`));
      },
    );
    sent.on('error', reject);
    sent.end(bytes);
  });
}

/** As `dns.lookup`, for names that lead to the internet only: each address is looked at that is used. */
const lookupPublic: LookupFunction = (host, options, callback) =>
  lookup(host, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, '');
    const inside = addresses.find(({ address }) => !isPublicAddress(address));
    if (inside !== undefined) {
      return callback(new Error(`${host} leads into a private network`), '');
    }
    const [first] = addresses;
    if (options.all) callback(null, addresses);
    else callback(null, first?.address ?? '', first?.family);
  });
