/** Ends with 0 once Twinlens is ready behind its public address, three times in a row, and of this revision. */
import { request } from 'node:https';
import { setTimeout as wait } from 'node:timers/promises';

const { ADDRESS, HOST, SECONDS, REVISION, PORT = '443' } = process.env;
const until = Date.now() + Number(SECONDS) * 1000;

/** What is wrong, or null. The address is asked by number, as whoever has an old DNS answer does. */
function look() {
  return new Promise((resolve) => {
    const asked = request(
      {
        host: ADDRESS,
        port: PORT,
        servername: HOST,
        path: '/health/ready',
        headers: { host: HOST },
        agent: false,
        timeout: 5000,
      },
      (answer) => {
        answer.resume();
        const seen = answer.headers['x-twinlens-revision'];
        if (answer.statusCode !== 200) resolve(`answered ${answer.statusCode}`);
        else if (REVISION !== undefined && seen !== REVISION)
          resolve(`serves revision ${seen ?? 'unknown'}, not ${REVISION}`);
        else resolve(null);
      },
    );
    asked.on('timeout', () => asked.destroy(new Error('no answer in 5 s')));
    asked.on('error', (error) => resolve(error.message));
    asked.end();
  });
}

let inARow = 0;
let problem = 'was not asked';
while (Date.now() < until && inARow < 3) {
  const found = await look();
  inARow = found === null ? inARow + 1 : 0;
  if (found !== null && found !== problem)
    process.stdout.write(`${HOST} at ${ADDRESS}: ${found}\n`);
  problem = found ?? problem;
  await wait(1000);
}
if (inARow < 3) {
  process.stderr.write(`${HOST} at ${ADDRESS} is not what was released: ${problem}\n`);
  process.exitCode = 1;
} else {
  process.stdout.write(`${HOST} at ${ADDRESS}: ready\n`);
}
