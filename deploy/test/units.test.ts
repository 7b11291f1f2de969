/** The units of systemd and the file of Compose, as far as they can be read without either running. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { isObject } from './kubernetes-schema.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = join(root, 'deploy/systemd');
const units = readdirSync(folder).filter((name) => name.endsWith('.service'));
const textOf = (unit: string) => readFileSync(join(folder, unit), 'utf8');

describe.each(units)('%s', (unit) => {
  const values = (key: string) =>
    [...textOf(unit).matchAll(new RegExp(`^${key}=(.*)$`, 'gm'))].map(([, value]) => value);

  test('starts a program that is there, as a user of its own, without rights', () => {
    const [start = ''] = values('ExecStart');
    const program = /^\/opt\/twinlens\/current\/node_modules\/\.bin\/node (\S+)/.exec(start)?.[1];
    expect(existsSync(join(root, program ?? 'no program'))).toBe(true);
    const users = readFileSync(join(folder, 'twinlens.conf'), 'utf8');
    expect(users).toMatch(new RegExp(`^u ${values('User')[0]} `, 'm'));
    expect(values('NoNewPrivileges')).toEqual(['yes']);
    expect(values('ProtectSystem')).toEqual(['strict']);
    const rights = unit === 'twinlens-edge.service' ? ['CAP_NET_BIND_SERVICE'] : [''];
    expect(values('CapabilityBoundingSet')).toEqual(rights);
  });
});

test('the edge leaves the proxy and the servers alone when it is restarted', () => {
  expect(textOf('twinlens-edge.service')).toMatch(/^KillMode=process$/m);
});

test.runIf(existsSync('/usr/bin/systemd-analyze'))('systemd understands every line', () => {
  const checked = mkdtempSync(join(tmpdir(), 'twinlens-units-'));
  try {
    for (const unit of units) {
      // Nothing is installed here: the release, and what it is described by.
      const text = textOf(unit).replace(/^ExecStart=\S+/m, `ExecStart=${process.execPath}`);
      writeFileSync(join(checked, unit), text);
    }
    const paths = units.map((unit) => join(checked, unit));
    const said = execFileSync('systemd-analyze', ['verify', '--man=no', ...paths], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    expect(said).toBe('');
  } finally {
    rmSync(checked, { recursive: true, force: true });
  }
});

describe('Compose', () => {
  const file: unknown = parse(readFileSync(join(root, 'deploy/compose/compose.yaml'), 'utf8'), {
    merge: true,
  });
  const services = isObject(file) && isObject(file.services) ? file.services : {};

  test('starts a database, a server and a worker, of exact versions and within limits', () => {
    expect(Object.keys(services)).toEqual(['database', 'server', 'worker', 'prometheus']);
    for (const service of Object.values(services)) {
      expect(service).toMatchObject({
        image: expect.stringMatching(/:v?\d+\.\d+/),
        mem_limit: expect.stringMatching(/^\dg$/),
        restart: 'unless-stopped',
      });
    }
  });

  test('builds images that there are, of files that there are', () => {
    const dockerfile = readFileSync(join(root, 'deploy/images/Dockerfile'), 'utf8');
    for (const name of ['server', 'worker']) {
      const service = services[name];
      expect(service).toMatchObject({
        read_only: true,
        cap_drop: ['ALL'],
        build: { context: '../..', dockerfile: 'deploy/images/Dockerfile', target: name },
      });
      expect(dockerfile).toMatch(new RegExp(`^FROM base AS ${name}$`, 'm'));
    }
  });

  test('a worker has no way to the database, and is told nothing but its token', () => {
    expect(services.worker).toMatchObject({ networks: ['capture'] });
    expect(services.database).toMatchObject({ networks: ['database'] });
    const worker = isObject(services.worker) ? services.worker : {};
    expect(Object.keys(isObject(worker.environment) ? worker.environment : {}).toSorted()).toEqual([
      'TWINLENS_SERVER',
      'TWINLENS_WORKER_METRICS_HOST',
      'TWINLENS_WORKER_METRICS_PORT',
      'TWINLENS_WORKER_TOKEN',
    ]);
    expect(services.server).toMatchObject({ ports: ['127.0.0.1:4750:4750'] });
    expect(services.prometheus).toMatchObject({
      profiles: ['monitoring'],
      networks: ['capture'],
      ports: ['127.0.0.1:9090:9090'],
    });
  });

  test('every variable it wants is in the example of its settings', () => {
    const text = readFileSync(join(root, 'deploy/compose/compose.yaml'), 'utf8');
    const example = readFileSync(join(root, 'deploy/compose/twinlens.env.example'), 'utf8');
    const wanted = new Set([...text.matchAll(/\$\{(\w+)/g)].map(([, name]) => name));
    expect(wanted.size).toBe(9);
    for (const name of wanted) expect(example).toMatch(new RegExp(`^${name}=`, 'm'));
  });
});
