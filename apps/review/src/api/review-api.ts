import type { CallInput, OperationId, Operations, ResponseOf } from '@twinlens/contract';

/** Operations of the contract that the pages call. */
export type ReviewOperationId = Extract<
  OperationId,
  | 'getMe'
  | 'listJobs'
  | 'getJob'
  | 'getAsyncReport'
  | 'getReport'
  | 'getSnapRequest'
  | 'getComparison'
  | 'listChanges'
  | 'decideComparison'
  | 'undoDecision'
  | 'reportFlake'
  | 'undoFlake'
  | 'listApiKeys'
  | 'createApiKey'
  | 'revokeApiKey'
>;

type ReviewOperations = {
  [Id in ReviewOperationId]: (
    input: CallInput<Operations[Id]>,
  ) => Promise<ResponseOf<Operations[Id]>>;
};

export interface Credentials {
  email: string;
  password: string;
}

/**
 * Everything the pages read and write. Screens get it handed in and know no other way out, so they
 * run as well on made-up data. Every method throws TwinlensError.
 */
export interface ReviewApi extends ReviewOperations {
  /** @throws TwinlensError `unauthenticated` when e-mail and password do not belong together. */
  signIn(credentials: Credentials): Promise<void>;
  signOut(): Promise<void>;
  /** The first administrator chooses name, e-mail and password. */
  setUpAccount(person: Credentials & { name: string }): Promise<void>;
}
