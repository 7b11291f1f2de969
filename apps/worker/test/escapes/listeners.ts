/** What must hear of nothing, and what pages tell what came of it. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';

export interface Listeners {
  /** Of the canary, TCP and UDP, on 127.0.0.1. */
  port: number;
  /** What reached the canary: of TCP the first bytes, of UDP that there was something. */
  heard: string[];
  /** What pages have said, which may reach this one: not every browser tells of their consoles. */
  said: string[];
  /** Where they say it. */
  ear: string;
  close(): void;
}

/** A page may say something here where the worker lets it reach `opened.localhost`. */
export const opened = 'opened.localhost';

export async function startListeners(): Promise<Listeners> {
  const heard: string[] = [];
  const said: string[] = [];
  const canary = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', (bytes) => {
      heard.push(bytes.toString('latin1').split('\r\n')[0] ?? '');
      socket.end(
        `HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:${port}/leaked\r\ncontent-length: 0\r\n\r\n`,
      );
    });
    heard.push('connection');
  });
  canary.listen(0, '127.0.0.1');
  await once(canary, 'listening');
  const { port } = canary.address() as AddressInfo;
  const udp = createSocket('udp4');
  udp.on('message', () => heard.push('datagram'));
  udp.bind(port, '127.0.0.1');
  await once(udp, 'listening');
  const ear = createHttpServer(({ url = '' }, response) => {
    said.push(decodeURIComponent(url.slice(1)));
    response.writeHead(204, { 'access-control-allow-origin': '*' }).end();
  });
  ear.listen(0, '127.0.0.1');
  await once(ear, 'listening');
  return {
    port,
    heard,
    said,
    ear: `http://${opened}:${(ear.address() as AddressInfo).port}`,
    close() {
      canary.close();
      udp.close();
      ear.closeAllConnections();
      ear.close();
    },
  };
}

/** Code of a page before an attempt: `say` and `wait`; `told` settles once all that was said is heard. */
export const helpOf = (name: string, ear: string): string => `const telling = [];
  const say = (text) => telling.push(fetch('${ear}/' + encodeURIComponent(${JSON.stringify(`${name}: `)} + text)).catch(() => 0));
  const told = () => Promise.all(telling);
  const wait = (ms) => new Promise((end) => setTimeout(end, ms));`;
