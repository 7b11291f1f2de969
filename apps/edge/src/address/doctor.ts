/** Whether the public address is safe: what names say, for how long, and whose certificates are shown. */
import { X509Certificate } from 'node:crypto';
import { Resolver } from 'node:dns/promises';
import { readFileSync } from 'node:fs';
import { connect } from 'node:tls';
import { targetsOf } from '../proxy/probe.ts';
import type { Topology } from '../topology/schema.ts';
import { missingAddresses, ownAddresses } from './keep-address.ts';

export interface Finding {
  state: 'ok' | 'warning' | 'failure';
  text: string;
}

/** As long as the runbook lets a name lead to an address that is gone. Seconds. */
const usualTtl = 60;
const soonMs = 14 * 24 * 3600 * 1000;
const deadlineMs = 5_000;

const finding = (state: Finding['state'], text: string): Finding => ({ state, text });

/** @param resolver Server that is asked about names, as `address:port`; the machine's own if null. */
export async function examineAddress(
  topology: Topology,
  resolver: string | null,
): Promise<Finding[]> {
  const dns = new Resolver({ timeout: deadlineMs, tries: 2 });
  if (resolver !== null) dns.setServers([resolver]);
  const { names = [] } = topology.public;
  const own = ownAddresses(topology.public);
  const missing = missingAddresses(own);
  return [
    ...own.map((address) =>
      missing.includes(address)
        ? finding('failure', `${address} has to be here, but no interface of this machine has it`)
        : finding('ok', `${address} is on this machine`),
    ),
    ...(names.length === 0
      ? [finding('warning', 'public.names is empty: nothing is known of the names people type')]
      : []),
    ...(await Promise.all(names.map((name) => examineName(dns, name, topology)))).flat(),
    ...(
      await Promise.all(targetsOf(topology).map((target) => examineCertificate(target, topology)))
    ).flat(),
  ];
}

async function examineName(dns: Resolver, name: string, topology: Topology): Promise<Finding[]> {
  const { pinned, longestTtl = usualTtl } = topology.public;
  const records = (
    await Promise.all([
      dns.resolve4(name, { ttl: true }).catch(() => []),
      dns.resolve6(name, { ttl: true }).catch(() => []),
    ])
  ).flat();
  if (records.length === 0) return [finding('failure', `${name} leads nowhere: it has no address`)];
  const elsewhere = records.filter(({ address }) => !pinned.includes(address));
  const longest = Math.max(...records.map(({ ttl }) => ttl));
  return [
    elsewhere.length === 0
      ? finding('ok', `${name} leads to ${records.map(({ address }) => address).join(', ')}`)
      : finding(
          'failure',
          `${name} leads to ${elsewhere.map(({ address }) => address).join(', ')}, which is not pinned (${pinned.join(', ')})`,
        ),
    longest <= longestTtl
      ? finding('ok', `${name} may be remembered for ${longest} s`)
      : finding(
          'failure',
          `${name} may be remembered for ${longest} s, longer than ${longestTtl}: so long would a new address stay unknown. Lower the time to live`,
        ),
    await examineAuthorities(dns, name),
  ];
}

/** Who may issue certificates is said by the name, or by the first of those above it that says anything. */
async function examineAuthorities(dns: Resolver, name: string): Promise<Finding> {
  const labels = name.split('.');
  for (let from = 0; from < labels.length - 1; from++) {
    const above = labels.slice(from).join('.');
    const records = await dns.resolveCaa(above).catch(() => []);
    const issuers = records.flatMap(({ issue }) => (issue === undefined ? [] : [issue]));
    if (records.length > 0) {
      return finding(
        'ok',
        `certificates of ${name} come from ${issuers.join(', ') || 'nobody'} (CAA of ${above})`,
      );
    }
  }
  return finding(
    'warning',
    `any authority may issue certificates of ${name}: it has no CAA record`,
  );
}

async function examineCertificate(
  target: ReturnType<typeof targetsOf>[number],
  topology: Topology,
): Promise<Finding[]> {
  const file = topology.listen.find(
    ({ port, certificate }) => port === target.port && certificate !== undefined,
  )?.certificate;
  if (!target.tls || file === undefined) return [];
  const where = `${target.address} port ${target.port}`;
  let kept: X509Certificate;
  try {
    kept = new X509Certificate(readFileSync(file));
  } catch (error) {
    return [finding('failure', `${file} cannot be read: ${(error as Error).message}`)];
  }
  const shown = await shownBy(target);
  const until = Date.parse(kept.validTo);
  const strangers = (topology.public.names ?? []).filter(
    (name) => kept.checkHost(name) === undefined,
  );
  return [
    shown === null
      ? finding('failure', `${where} does not answer with TLS`)
      : shown === kept.fingerprint256
        ? finding('ok', `${where} shows the certificate of ${file}`)
        : finding(
            'failure',
            `${where} shows another certificate than ${file}: apply the topology again`,
          ),
    until < Date.now()
      ? finding('failure', `the certificate of ${file} ended on ${kept.validTo}`)
      : until < Date.now() + soonMs
        ? finding('warning', `the certificate of ${file} ends on ${kept.validTo}`)
        : finding('ok', `the certificate of ${file} is good until ${kept.validTo}`),
    ...strangers.map((name) => finding('failure', `the certificate of ${file} is not for ${name}`)),
  ];
}

function shownBy({ address, port, host }: { address: string; port: number; host: string }) {
  return new Promise<string | null>((resolve) => {
    const socket = connect({
      host: address,
      port,
      servername: host,
      // Looked at, not trusted.
      rejectUnauthorized: false,
      timeout: deadlineMs,
    });
    const answer = (print: string | null) => {
      socket.destroy();
      resolve(print);
    };
    socket.on('secureConnect', () =>
      answer(socket.getPeerX509Certificate()?.fingerprint256 ?? null),
    );
    socket.on('error', () => answer(null));
    socket.on('timeout', () => answer(null));
  });
}
