/** A forge on a machine of its own: the double of the tests, at an address others can reach. */
import { connect, createServer } from 'node:net';
import { startGithubDouble } from '@twinlens/testing/forges';
import { machines } from '../network.ts';

const double = await startGithubDouble();
const inside = Number(new URL(double.origin).port);
const port = 8080;
createServer((socket) => {
  const onward = connect(inside, '127.0.0.1');
  socket.on('error', () => onward.destroy()).on('close', () => onward.destroy());
  onward.on('error', () => socket.destroy()).on('close', () => socket.destroy());
  socket.pipe(onward).pipe(socket);
}).listen(port, machines.forge, () => {
  const { repository, token } = double;
  const api = `http://${machines.forge}:${port}`;
  process.stdout.write(`${JSON.stringify({ api, repository, token })}\n`);
});
