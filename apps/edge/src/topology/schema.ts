import { type Static, Type } from 'typebox';

/**
 * Names and addresses go into the configuration of the proxy as they are, so nothing else may match.
 * Descriptions take the place of patterns in what a person is told.
 */
const Name = Type.String({
  pattern: '^[a-z][a-z0-9-]{0,62}$',
  description: 'a name of small letters, digits and dashes',
});
const Host = Type.String({
  pattern: '^[A-Za-z0-9.:-]{1,253}$',
  description: 'an address or the name of a host',
});
const Address = Type.String({
  pattern: '^[0-9a-fA-F.:]{2,45}$',
  description: 'an IPv4 or IPv6 address',
});
const Port = Type.Integer({ minimum: 1, maximum: 65_535 });
const Interface = Type.String({
  pattern: '^[A-Za-z0-9._-]{1,15}$',
  description: 'the name of a network interface such as eth0',
});
const Path = Type.String({
  pattern: '^/[A-Za-z0-9/._-]{0,200}$',
  description: 'a path such as /health/ready',
});
const File = Type.String({
  pattern: '^/[A-Za-z0-9/._-]{1,200}$',
  description: 'an absolute path of letters, digits and . _ - /',
});

const closed = { additionalProperties: false };

const Server = Type.Object({ name: Name, address: Host, port: Port }, closed);
export type Server = Static<typeof Server>;

const Backend = Type.Object(
  {
    name: Name,
    /** Answers 2xx while a server wants traffic. */
    ready: Path,
    /** Servers that are there. A backend has these or `deployed`. */
    servers: Type.Optional(Type.Array(Server, { minItems: 1 })),
    /** Servers that `twinlens deploy` starts and stops, each on one of these ports. */
    deployed: Type.Optional(
      Type.Object(
        {
          address: Address,
          ports: Type.Array(Port, { minItems: 2 }),
          /** Lines of NAME=value, given to every server; where it keeps data, and its secrets. */
          environment: File,
        },
        closed,
      ),
    ),
  },
  closed,
);
export type Backend = Static<typeof Backend>;

/** The pinned addresses are those of several edges: one of them has them at a time, by VRRP. */
const Floating = Type.Object(
  {
    interface: Interface,
    /** Address of this edge itself, which does not float; its proxy answers there too. */
    own: Address,
    /** Addresses of the other edges. */
    peers: Type.Array(Address, { minItems: 1 }),
    /** Number of the group on this network, the same on every edge of it. */
    router: Type.Integer({ minimum: 1, maximum: 255 }),
    /** Port of `own` at which the proxy says whether it can serve. */
    checkPort: Port,
  },
  closed,
);
export type Floating = Static<typeof Floating>;

/** What the edge serves: where it listens, and which servers stand behind which paths. */
export const Topology = Type.Object(
  {
    /** What people and clients use. It belongs to this file, never to a process. */
    public: Type.Object(
      {
        /** Addresses that must stay: each is on an interface of this machine, and listened on. */
        pinned: Type.Array(Address, { minItems: 1 }),
        /** Left out where the pinned addresses belong to this machine alone. */
        floating: Type.Optional(Floating),
        names: Type.Optional(Type.Array(Host)),
        /** Longest time to live a record of a name may have. Seconds. */
        longestTtl: Type.Optional(Type.Integer({ minimum: 1 })),
      },
      closed,
    ),
    listen: Type.Array(
      Type.Object(
        {
          address: Address,
          port: Port,
          /** PEM with certificate, chain and key: TLS is spoken here. */
          certificate: Type.Optional(File),
        },
        closed,
      ),
      { minItems: 1 },
    ),
    /** The first route whose prefix fits wins; the last one is "/". */
    routes: Type.Array(Type.Object({ prefix: Path, backend: Name }, closed), { minItems: 1 }),
    backends: Type.Array(Backend, { minItems: 1 }),
    /** A cache for pictures, which never change. Whatever is wrong with it costs time only. */
    cache: Type.Optional(
      Type.Object(
        {
          /** What answers when the cache does not, and what the cache asks. */
          backend: Name,
          address: Host,
          port: Port,
          /** An nginx that is run here; left out where somebody else runs the cache. */
          nginx: Type.Optional(
            Type.Object(
              {
                folder: File,
                /** Most it may keep. */
                megabytes: Type.Integer({ minimum: 10 }),
                /** Port of this machine at which it asks the servers, through the proxy. */
                originPort: Port,
              },
              closed,
            ),
          ),
        },
        closed,
      ),
    ),
    /** Where the status document and metrics are served; only through the control socket if left out. */
    monitoring: Type.Optional(Type.Object({ address: Address, port: Port }, closed)),
    /** Longest time without proof that the proxy takes a configuration. Seconds, 600 if left out. */
    heartbeatSeconds: Type.Optional(Type.Integer({ minimum: 2, maximum: 86_400 })),
    /** Longest time requests may go on in a proxy worker that was replaced. Seconds, 60 if left out. */
    drainSeconds: Type.Optional(Type.Integer({ minimum: 1, maximum: 3600 })),
  },
  closed,
);
export type Topology = Static<typeof Topology>;
