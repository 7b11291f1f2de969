import { defaultPort } from './arguments.ts';

export const help = `Twinlens: self-hosted visual regression testing

  twinlens up      run all of it on this machine
    --data <folder>              where state is kept (default: the user's data directory)
    --port <number>              default ${defaultPort}; 0 takes any free port
    --json                       one line of JSON on stdout when ready (url, apiKey, apiSecret,
                                 signInUrl), logs on stderr
    --allow-private-host <host>  let captured pages reach this host[:port] of your own network;
                                 may be given several times

  twinlens demo    send two commits of an example through it and show what changed
    --port <number>              default: any free port
    --once                       end with a summary as JSON on the last line

  twinlens --help
  twinlens --version

Environment: DATABASE_URL uses PostgreSQL instead of the embedded database, TWINLENS_HOST is the address to
listen on (default 127.0.0.1), TWINLENS_ORIGIN the address people and clients type.
`;
