/**
 * The double of GitHub on a machine of its own; prints a line of JSON for every status it took.
 * Run: node forge.ts <address> <port>
 */
import { connect, createServer } from 'node:net';
import { setInterval as every } from 'node:timers/promises';
import { startGithubDouble } from '@twinlens/testing/forges';

const [address = '', port = ''] = process.argv.slice(2);
const pollMs = 100;

const double = await startGithubDouble();
const inside = Number(new URL(double.origin).port);
createServer((socket) => {
  const there = connect({ host: '127.0.0.1', port: inside });
  socket.pipe(there).pipe(socket);
  for (const one of [socket, there]) one.on('error', () => socket.destroy() && there.destroy());
}).listen(Number(port), address, () => {
  const { token, repository } = double;
  process.stdout.write(`${JSON.stringify({ ready: true, token, repository })}\n`);
});
let told = 0;
for await (const _ of every(pollMs)) {
  for (; told < double.statuses.length; told++) {
    process.stdout.write(`${JSON.stringify(double.statuses[told])}\n`);
  }
}
