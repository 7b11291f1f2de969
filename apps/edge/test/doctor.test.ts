import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, freePort } from '@twinlens/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  describeLongEdge,
  type Edge,
  runEdge,
  startBackend,
  startEdge,
  topologyOf,
} from './edge-fixture.ts';

interface Finding {
  state: string;
  text: string;
}

/** Names as a provider answers them: one that is right, one remembered too long, one that leads elsewhere. */
const records = [
  '--host-record=good.test,127.0.0.1,30',
  '--host-record=slow.test,127.0.0.1,3600',
  '--host-record=moved.test,198.51.100.4,30',
  '--host-record=www.good.test,127.0.0.1,30',
  // CAA 0 issue "letsencrypt.org"
  '--dns-rr=good.test,257,000569737375656c657473656e63727970742e6f7267',
];

describeLongEdge('the doctor', () => {
  let folder: string;
  let names: ChildProcess;
  let resolver: string;
  let edge: Edge;
  let backend: Awaited<ReturnType<typeof startBackend>>;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tl-doctor-'));
    const port = await freePort();
    resolver = `127.0.0.1:${port}`;
    const own = [
      '-k',
      '-C',
      '/dev/null',
      '--no-resolv',
      '--no-hosts',
      '--bind-interfaces',
      '--pid-file',
    ];
    names = spawn('dnsmasq', [...own, '--listen-address=127.0.0.1', `--port=${port}`, ...records], {
      stdio: 'ignore',
    });
    [edge, backend] = await Promise.all([startEdge(), startBackend('app')]);
  });
  afterAll(async () => {
    await Promise.all([edge?.stop(), backend?.stop()]);
    const ended = names && once(names, 'exit');
    names?.kill();
    await ended;
    await rm(folder, { recursive: true });
  });

  const examine = async (topology: unknown, ...args: string[]) => {
    const path = join(folder, 'topology.json');
    await writeFile(path, JSON.stringify(topology));
    const { code, stdout } = await runEdge([
      'doctor',
      path,
      '--resolver',
      resolver,
      '--json',
      ...args,
    ]);
    return { code, findings: JSON.parse(stdout) as Finding[] };
  };
  const named = (name: string) => {
    const topology = topologyOf(edge, backend);
    return { ...topology, public: { ...topology.public, names: [name], longestTtl: 60 } };
  };
  const failures = (findings: Finding[]) =>
    findings.filter(({ state }) => state === 'failure').map(({ text }) => text);

  test('finds a safe address safe', async () => {
    const { code, findings } = await eventually('names are served', async () => {
      const found = await examine(named('good.test'));
      return found.code === 0 && found;
    });
    expect(code).toBe(0);
    expect(findings.map(({ text }) => text).join('\n')).toContain('good.test leads to 127.0.0.1');
  });

  test('says which name would be remembered too long', async () => {
    const { code, findings } = await examine(named('slow.test'));
    expect(code).toBe(1);
    expect(failures(findings)).toEqual([
      expect.stringContaining('remembered for 3600 s, longer than 60'),
    ]);
  });

  test('says which name leads elsewhere, and which nowhere', async () => {
    const moved = await examine(named('moved.test'));
    expect(failures(moved.findings)).toEqual([
      expect.stringContaining('moved.test leads to 198.51.100.4, which is not pinned (127.0.0.1)'),
    ]);
    const gone = await examine(named('gone.test'));
    expect(failures(gone.findings)).toEqual(['gone.test leads nowhere: it has no address']);
  });

  test('knows who may issue certificates', async () => {
    const { findings } = await examine(named('www.good.test'));
    expect(findings.map(({ text }) => text).join('\n')).toContain(
      'certificates of www.good.test come from letsencrypt.org (CAA of good.test)',
    );
    const { findings: others } = await examine(named('slow.test'));
    expect(others.some(({ text }) => text.includes('slow.test: it has no CAA record'))).toBe(true);
  });

  test('sees that another certificate is shown than the one that was renewed', async () => {
    const certificate = join(folder, 'edge.pem');
    const make = async (days: number) => {
      const key = join(folder, 'key.pem');
      const only = join(folder, 'only.pem');
      execFileSync(
        'openssl',
        [
          'req',
          '-x509',
          '-newkey',
          'ec',
          '-pkeyopt',
          'ec_paramgen_curve:prime256v1',
          '-nodes',
          '-keyout',
          key,
          '-out',
          only,
          '-days',
          String(days),
          '-subj',
          '/CN=good.test',
          '-addext',
          'subjectAltName=DNS:good.test',
        ],
        { stdio: 'ignore' },
      );
      execFileSync('sh', ['-c', `cat ${only} ${key} > ${certificate}`]);
    };
    await make(90);
    const topology = named('good.test');
    const withTls = {
      ...topology,
      listen: [{ address: '127.0.0.1', port: edge.port, certificate }],
    };
    expect((await edge.apply(withTls)).generation.outcome).toBe('proven');
    expect(await examine(withTls, '--state', edge.folder)).toMatchObject({ code: 0 });
    await make(5);
    const { code, findings } = await examine(withTls);
    expect(code).toBe(1);
    expect(failures(findings)).toEqual([expect.stringContaining('shows another certificate than')]);
    expect(
      findings.some(({ state, text }) => state === 'warning' && text.includes('ends on')),
    ).toBe(true);
    // What is loaded anew by any change, and by the next heartbeat.
    expect((await edge.apply(withTls)).generation.outcome).toBe('proven');
    expect(failures((await examine(withTls)).findings)).toEqual([]);
  });
});
