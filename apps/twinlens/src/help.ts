import { defaultPort, defaultTimeout } from './arguments.ts';

export const help = `Twinlens: self-hosted visual regression testing

  twinlens up      run all of it on this machine
    --data <folder>              where state is kept (default: the user's data directory)
    --port <number>              default ${defaultPort}; 0 takes any free port
    --json                       one line of JSON on stdout when ready (url, apiKey, apiSecret,
                                 signInUrl), logs on stderr
    --allow-private-host <host>  let captured pages reach this host[:port] of your own network;
                                 may be given several times

  twinlens worker  capture for a server on another machine; only outgoing connections are made
    --server <url>               of the server; where it has several addresses, give each
    --token <token>              of this worker; TWINLENS_WORKER_TOKEN keeps it out of the list of
                                 processes
    --targets <names>            chrome, edge, accessibility, firefox, safari, ios-safari, ipad-safari,
                                 with commas between, or all (default: chrome,accessibility)
    --browsers <file>            declares browsers of your own: docs/operating.md
    --name <name>                shown to people (default: that of the machine)
    --allow-private-host <host>  as above

  twinlens worker selftest  what this machine can capture, with a picture of each type of target
    --targets <names>, --browsers <file>  as above

  twinlens demo    send two commits of an example through it and show what changed
    --port <number>              default: any free port
    --once                       end with a summary as JSON on the last line
    --self                       of its own pages instead: some of the self-test

  twinlens self-test  compare its own pages with themselves, through an installation of its own
    --port <number>              default: any free port
    --once                       end when all is compared
    --json                       a summary as JSON on the last line of stdout, everything else on
                                 stderr
    --against <ref>              compare with the pages as they were where this work left a branch
    --stories <pattern>          only of these files, such as 'pages/{jobs,report}'

  twinlens wait [<before>] <commit>  wait for what came of a commit, in a build nothing tells of it
    --project <name>             only of this project; may be given several times
    --timeout <time>             such as 90s, 30m or 2h (default ${defaultTimeout})
    --json                       the verdict as JSON on stdout
    --junit <file>               the verdict as JUnit XML, one case for each change
    It asks TWINLENS_URL with HAPPO_API_KEY and HAPPO_API_SECRET, and ends with
      0  nothing changed, or everything was accepted
      1  changes need review, or were rejected
      2  a capture, a comparison or the run failed
      3  no verdict in time
      4  wrong arguments, or an address or a key that does not work

  twinlens backup <folder>           everything that is kept, as it is now; only what is new is copied
  twinlens backup verify <folder>    whether all backups there can be restored
  twinlens restore <folder> [<name>] a backup, the newest if none is named, into an empty place
    --data <folder>              of the installation; DATABASE_URL and TWINLENS_S3_* as for its server

  twinlens edge <command>  the load balancer before several servers; twinlens edge --help
  twinlens deploy          a new version of the server in the place of the old one, by the edge
  twinlens doctor          whether the public address is safe: names, certificates, the edge
  twinlens guard -- <command>  run a client in a build; when Twinlens (TWINLENS_URL, which the client's
                               configuration must read) does not answer, keep the run
    --spool <folder>             where (default: .twinlens-spool)
    --project <name>             whose baseline it is compared with meanwhile (default: default)
    It ends as the command does; of a run that was kept with a provisional verdict, never with 0:
      75  nothing was compared, or not everything
      76  something differs from the baseline
      77  everything is as in the baseline
  twinlens guard replay <folder>  send a run that was kept, when Twinlens is back

  twinlens status                          serve the status page, on a machine of its own
  twinlens status export <folder>          write the whole page as files (or s3://bucket/prefix)
  twinlens status incident open <name>     tell of an incident; prints its id
  twinlens status incident update <id>     say more about it
  twinlens status incident resolve <id>    it is over
  twinlens status incident postmortem <id> with --body or --body-file, in Markdown
  twinlens status stand-ins                commits without their true verdict after an outage
    --state <state>              investigating, identified, monitoring; scheduled, ...
    --impact <impact>            none, minor, major, critical
    --body <text>, --body-file <file>
    --component <id=state>       such as api=major_outage; may be given several times
    --template <name>, --at <time>, --from <time> --until <time> (maintenance)
                                 to the page of TWINLENS_STATUS_URL, with the token
                                 TWINLENS_STATUS_WRITE_TOKEN

  twinlens --help
  twinlens --version

Environment: DATABASE_URL uses PostgreSQL instead of the embedded database, TWINLENS_HOST is the address to
listen on (default 127.0.0.1), TWINLENS_ORIGIN the address people and clients type.
`;
