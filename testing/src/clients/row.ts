/** One row of the table of clients: what is installed, what the project is, how it is run. */
import type { Address } from '../happo.ts';
import type { ProgramRun } from '../run-program.ts';
import type { Dependencies } from './install.ts';
import type { PageHost } from './page-host.ts';
import type { ClientProject, Look } from './project.ts';

export interface Commits {
  /** Equal to `after` for the first commit. */
  before: string;
  after: string;
}

export interface Row {
  /** The package that talks to the server, with its version. */
  client: string;
  integration: string;
  dependencies: Dependencies;
  write(folder: string, look: Look, pages: PageHost): Promise<ClientProject>;
  run(project: ClientProject, commits: Commits, twinlens: Address): Promise<ProgramRun>;
  /** Every snapshot of a report, as "component variant target", in order. */
  snapshots: string[];
  /** Of the two commits, where it matters how far they are apart. */
  colors?: [string, string];
  /** What the comparison makes of the new colour; a change when left out. */
  outcome?: 'changed' | 'ignored';
}

/** A client that has not ended by then never will. */
export const clientDeadlineMs = 300_000;
