import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Outcome, runEdge, runProgram } from './edge-fixture.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twinlens-edge-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function plan(topology: unknown): Promise<Outcome> {
  const path = join(folder, 'topology.yaml');
  await writeFile(path, typeof topology === 'string' ? topology : JSON.stringify(topology));
  return runEdge(['plan', path]);
}

const server = { name: 'a', address: '10.0.0.1', port: 4750 };
const good = {
  public: { pinned: ['2001:db8::1'] },
  listen: [{ address: '::', port: 80 }],
  routes: [{ prefix: '/', backend: 'app' }],
  backends: [{ name: 'app', ready: '/health/ready', servers: [server] }],
};

test('prints the configuration made from a good topology', async () => {
  const { code, stdout } = await plan(good);
  expect(code).toBe(0);
  expect(stdout).toContain('bind [::]:80');
  expect(stdout).toContain('use_backend app if { path_beg / }');
  expect(stdout).toContain('server a 10.0.0.1:4750');
  expect(await plan(good)).toEqual({ code: 0, stdout, stderr: '' });
});

test('is reached by the command of Twinlens, with its exit code', async () => {
  const path = join(folder, 'topology.yaml');
  await writeFile(path, JSON.stringify(good));
  const twinlens = join(import.meta.dirname, '../../twinlens/src/main.ts');
  const planned = await runProgram(twinlens, ['edge', 'plan', path]);
  expect(planned).toMatchObject({ code: 0, stderr: '' });
  expect(planned.stdout).toContain('bind [::]:80');
  const misunderstood = await runProgram(twinlens, ['edge', 'explode']);
  expect(misunderstood.code).toBe(2);
  expect(misunderstood.stderr).toContain('there is no command "explode"');
});

test('renders an address that floats, for the proxy and for keepalived', async () => {
  const path = join(folder, 'topology.yaml');
  const floating = {
    interface: 'eth0',
    own: '192.0.2.11',
    peers: ['192.0.2.12'],
    router: 51,
    checkPort: 4791,
  };
  const topology = {
    ...good,
    public: { pinned: ['192.0.2.10'], floating },
    listen: [{ address: '192.0.2.10', port: 80 }],
  };
  const planned = await plan(topology);
  expect(planned.stdout).toContain('bind 192.0.2.10:80 transparent');
  expect(planned.stdout).toContain('bind 192.0.2.11:80\n');
  const { code, stdout } = await runEdge(['keepalived', path]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/virtual_ipaddress \{\s+192\.0\.2\.10 dev eth0/);
  expect(stdout).toMatch(/unicast_peer \{\s+192\.0\.2\.12/);
  const own = await plan({ ...topology, public: { pinned: ['192.0.2.11'], floating } });
  expect(own.stderr).toContain('public.floating.own: it is pinned, and must not float');
  await writeFile(path, JSON.stringify(good));
  const fixed = await runEdge(['keepalived', path]);
  expect(fixed).toMatchObject({ code: 1, stdout: '' });
  expect(fixed.stderr).toContain('public.floating is left out');
});

test('reads YAML', async () => {
  const { code, stdout } = await plan(`
public: { pinned: [203.0.113.7] }
listen: [{ address: 203.0.113.7, port: 80 }]
routes: [{ prefix: /, backend: app }]
backends:
  - name: app
    ready: /health/ready
    servers: [{ name: a, address: 10.0.0.1, port: 4750 }]
`);
  expect(code).toBe(0);
  expect(stdout).toContain('bind 203.0.113.7:80');
});

test('names every contradiction and prints no configuration', async () => {
  const { code, stdout, stderr } = await plan({
    ...good,
    public: { pinned: ['192.0.2.1'] },
    listen: [{ address: '192.0.2.2', port: 80 }],
    routes: [{ prefix: '/img', backend: 'gone' }],
    backends: [{ ...good.backends[0], servers: [server, server] }],
  });
  expect(code).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toContain('backend "gone", which is not declared');
  expect(stderr).toContain('declares server "a" twice');
  expect(stderr).toContain('nothing listens on 192.0.2.1');
  expect(stderr).toContain('the last one must be for "/"');
});

test.each([
  [
    'a line break in a name',
    { ...good, backends: [{ ...good.backends[0], name: 'app\n  server x' }] },
    'backends.0.name: must be a name of small letters, digits and dashes',
  ],
  [
    'a space in an address',
    { ...good, listen: [{ address: '0.0.0.0 ssl crt /x', port: 80 }] },
    'listen.0.address: must be an IPv4 or IPv6 address',
  ],
  ['an unknown key', { ...good, caches: true }, 'caches: is nothing a topology knows'],
  ['no YAML', 'listen: [', 'could not be read as YAML or JSON'],
])('refuses %s', async (_, topology, reason) => {
  const { code, stdout, stderr } = await plan(topology);
  expect(code).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toContain(reason);
});
