/** An authority of our own, and certificates of it: one that is good, one that has expired. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Certificates {
  /** Whoever takes this for an authority takes the good one. */
  authority: string;
  /** Where the edge reads the one it shows. */
  shown: string;
  show(which: 'good' | 'expired'): void;
}

export function makeCertificates(folder: string, name: string): Certificates {
  const at = (file: string) => join(folder, file);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'pipe' });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  const authority = at('authority.pem');
  openssl(
    ...['req', '-x509', ...key, '-keyout', at('authority.key'), '-out', authority],
    ...['-days', '30', '-subj', '/CN=the drill'],
  );
  openssl(
    ...['req', '-new', ...key, '-keyout', at('edge.key'), '-out', at('edge.csr')],
    ...['-subj', `/CN=${name}`],
  );
  writeFileSync(at('names'), `subjectAltName=DNS:${name}`);
  const sign = (days: number): string => {
    openssl(
      ...['x509', '-req', '-in', at('edge.csr'), '-CA', authority, '-CAkey', at('authority.key')],
      ...['-CAcreateserial', '-days', String(days), '-extfile', at('names'), '-out', at('signed')],
    );
    return readFileSync(at('signed'), 'utf8') + readFileSync(at('edge.key'), 'utf8');
  };
  const of = { good: sign(30), expired: sign(-1) };
  const shown = at('edge.pem');
  const show = (which: keyof typeof of) => writeFileSync(shown, of[which], { mode: 0o600 });
  show('good');
  return { authority, shown, show };
}
