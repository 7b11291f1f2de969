/** A name server with one name, for looking at what a resolver is told (RFC 1035). */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';

export interface DnsDouble {
  /** `address:port`. */
  server: string;
  /** What the name leads to, and how long that may be kept. Seconds. */
  answer: { addresses: string[]; ttl: number };
  close(): void;
}

export async function startDnsDouble(): Promise<DnsDouble> {
  const socket = createSocket('udp4');
  const double: DnsDouble = {
    server: '',
    answer: { addresses: [], ttl: 60 },
    close: () => socket.close(),
  };
  socket.on('message', (question, from) => {
    const { addresses, ttl } = double.answer;
    const header = Buffer.from(question.subarray(0, 12));
    // An answer, with authority, as it was asked.
    header.writeUInt16BE(0x8580, 2);
    header.writeUInt16BE(addresses.length, 6);
    header.fill(0, 8);
    const end = question.indexOf(0, 12) + 5;
    const records = addresses.map((address) => {
      // A pointer to the name of the question, type A, class IN.
      const record = Buffer.from('c00c00010001000000000004', 'hex');
      record.writeUInt32BE(ttl, 6);
      return Buffer.concat([record, Buffer.from(address.split('.').map(Number))]);
    });
    socket.send(Buffer.concat([header, question.subarray(12, end), ...records]), from.port);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  double.server = `127.0.0.1:${socket.address().port}`;
  return double;
}
