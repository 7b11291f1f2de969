/** Ceph's object gateway, with all of its cluster in memory: a store of objects that is used in earnest. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { eventually } from '../eventually.ts';
import { freePort } from '../free-port.ts';

export interface Ceph {
  endpoint: string;
  stop(): Promise<void>;
}

/** Who may use it. */
export const cephCredentials = {
  AWS_ACCESS_KEY_ID: 'twinlens-tests',
  AWS_SECRET_ACCESS_KEY: 'a secret of tests',
};

const settings = (folder: string, fsid: string, monitor: number, port: number) => `[global]
fsid = ${fsid}
mon host = [v1:127.0.0.1:${monitor}]
auth cluster required = none
auth service required = none
auth client required = none
run dir = ${folder}
admin socket = ${folder}/$name.asok
log file = ${folder}/$name.log
mon data = ${folder}/mon
mon allow pool size one = true
mon max pg per osd = 1000
osd data = ${folder}/osd
osd objectstore = memstore
memstore device bytes = 1073741824
osd class update on start = false
osd crush update on start = false
osd crush chooseleaf type = 0
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 4
ms bind msgr2 = false
rgw frontends = beast endpoint=127.0.0.1:${port}
rgw data = ${folder}/rgw
keyring = ${folder}/keyring
`;

/** @throws where it is not installed, or does not start */
export async function startCeph(): Promise<Ceph> {
  const folder = await mkdtemp(join(tmpdir(), 'twinlens-ceph-'));
  const [monitor, port] = [await freePort(), await freePort()];
  const [fsid, disk] = [randomUUID(), randomUUID()];
  const file = join(folder, 'ceph.conf');
  for (const name of ['mon', 'osd', 'rgw']) await mkdir(join(folder, name));
  await writeFile(file, settings(folder, fsid, monitor, port));
  const run = (program: string, ...args: string[]) =>
    promisify(execFile)(program, ['-c', file, ...args], { timeout: 60_000 });
  const children: ChildProcess[] = [];
  const start = (program: string, ...args: string[]) => {
    children.push(spawn(program, ['-c', file, '-f', ...args], { stdio: 'ignore' }));
  };
  const stop = async () => {
    for (const child of children.toReversed()) {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    }
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const map = join(folder, 'monmap');
    const address = `[v1:127.0.0.1:${monitor}]`;
    await run('monmaptool', '--create', '--fsid', fsid, '--addv', 'a', address, map);
    await run('ceph-mon', '-i', 'a', '--mkfs', '--monmap', map);
    start('ceph-mon', '-i', 'a');
    await run('ceph', 'osd', 'new', disk, '0');
    await run('ceph-osd', '-i', '0', '--mkfs', '--osd-uuid', disk);
    await run('ceph', 'osd', 'crush', 'add', 'osd.0', '1', 'root=default');
    start('ceph-osd', '-i', '0');
    const { AWS_ACCESS_KEY_ID: key, AWS_SECRET_ACCESS_KEY: secret } = cephCredentials;
    const user = ['user', 'create', '--uid=tests', '--display-name=tests'];
    await run('radosgw-admin', ...user, `--access-key=${key}`, `--secret-key=${secret}`);
    start('radosgw', '-n', 'client.rgw');
    const endpoint = `http://127.0.0.1:${port}`;
    await eventually('the gateway of Ceph answers', async () =>
      fetch(endpoint).then(
        ({ ok }) => ok,
        () => false,
      ),
    );
    return { endpoint, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
