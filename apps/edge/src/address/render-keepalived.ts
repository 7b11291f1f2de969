import { TwinlensError } from '@twinlens/contract';
import type { Topology } from '../topology/schema.ts';

/** Three missed and the address moves: about two seconds. Seconds. */
const advertise = 0.5;
/** A proxy that is replaced, or started again, is back before this many checks, a second apart, failed. */
const failedChecks = 5;
const goodChecks = 2;

/**
 * The configuration of keepalived, which holds the pinned addresses for one of several edges. The same
 * input gives the same bytes.
 *
 * All edges are worth the same, less where the proxy cannot serve: the address moves to a better edge and
 * never back for its own sake, and where none can serve it stays where it is.
 * @throws TwinlensError `invalid_request` when the addresses do not float.
 */
export function renderKeepalived({ public: { pinned, floating } }: Topology): string {
  if (floating === undefined) {
    throw new TwinlensError(
      'invalid_request',
      'public.floating is left out: the pinned addresses belong to one machine, put them on its interface',
    );
  }
  const { interface: card, own, peers, router, checkPort } = floating;
  return `${[
    'global_defs {',
    '  script_user root',
    '  enable_script_security',
    '  vrrp_version 3',
    '  vrrp_garp_master_refresh 10',
    '}',
    '',
    'vrrp_script serves {',
    `  script "/bin/bash -c 'exec 3<>/dev/tcp/${own}/${checkPort}; (echo GET /health/edge HTTP/1.0; echo) >&3; grep -q ^HTTP/1...200 <&3'"`,
    '  interval 1',
    '  timeout 2',
    `  fall ${failedChecks}`,
    `  rise ${goodChecks}`,
    '  weight -50',
    '}',
    '',
    'vrrp_instance twinlens {',
    '  state BACKUP',
    `  interface ${card}`,
    `  virtual_router_id ${router}`,
    '  priority 100',
    `  advert_int ${advertise}`,
    `  unicast_src_ip ${own}`,
    '  unicast_peer {',
    ...peers.map((peer) => `    ${peer}`),
    '  }',
    '  virtual_ipaddress {',
    ...pinned.map((address) => `    ${address} dev ${card}`),
    '  }',
    '  track_script {',
    '    serves',
    '  }',
    '}',
  ].join('\n')}\n`;
}
