/** A mail server that takes everything and shows it (RFC 5321, as far as sending goes). */
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

export interface SmtpDouble {
  url: string;
  /** Every message, whole, with who it is for. */
  mails: { to: string; text: string }[];
  close(): void;
}

export async function startSmtpDouble(): Promise<SmtpDouble> {
  const mails: SmtpDouble['mails'] = [];
  const server = createServer((socket) => {
    let to = '';
    let data: string | null = null;
    let rest = '';
    const say = (line: string) => socket.write(`${line}\r\n`);
    const take = (line: string) => {
      if (data !== null) {
        if (line !== '.') {
          data += `${line}\n`;
          return;
        }
        mails.push({ to, text: readable(data) });
        data = null;
        say('250 taken');
      } else if (/^EHLO|^HELO/i.test(line)) say('250 double');
      else if (/^RCPT TO:<(.*)>/i.test(line)) {
        to = /<(.*)>/.exec(line)?.[1] ?? '';
        say('250 ok');
      } else if (/^DATA/i.test(line)) {
        data = '';
        say('354 go on');
      } else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n');
      else say('250 ok');
    };
    socket.setEncoding('utf8').on('data', (text: string) => {
      rest += text;
      const lines = rest.split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) take(line);
    });
    socket.on('error', () => {});
    say('220 double');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `smtp://127.0.0.1:${port}`, mails, close: () => server.close() };
}

/** Undoes quoted-printable and folded lines, so that links are whole. */
const readable = (text: string) =>
  text
    .replace(/=\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\n[ \t]+/g, ' ');
