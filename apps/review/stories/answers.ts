/** What an API answers that is not there yet, is broken, or has nothing. */
import { TwinlensError } from '@twinlens/contract';
import type { ReviewApi } from '../src/api/review-api.ts';

/** An answer that does not come. */
export const never = () => new Promise<never>(() => undefined);

export const refused = async (): Promise<never> => {
  throw new TwinlensError(
    'forbidden',
    'Members of this account may not do this. Ask an administrator.',
    { requestId: '4c1d0f6a92b7e358' },
  );
};

/** The address leads nowhere. */
const lost = (url: string) => url.replace(/[0-9a-f]{31}(?=\.a?png$)/, 'f'.repeat(31));

/** The same data, whose pictures are gone. */
export function withoutPictures(api: ReviewApi): Partial<ReviewApi> {
  const gone = <Side extends { image: { url: string } }>(side: Side): Side => ({
    ...side,
    image: { ...side.image, url: lost(side.image.url) },
  });
  return {
    async listChanges(input) {
      const { total, changes } = await api.listChanges(input);
      return {
        total,
        changes: changes.map(({ before, after, ...change }) => ({
          ...change,
          before: before && gone(before),
          after: after && gone(after),
        })),
      };
    },
    async getReport(input) {
      const report = await api.getReport(input);
      return { ...report, snapshots: report.snapshots.map(gone) };
    },
  };
}

/** Somebody who looks at everything and administers nothing. */
export function asMember(api: ReviewApi): Partial<ReviewApi> {
  return {
    async getMe(input) {
      const me = await api.getMe(input);
      return { ...me, accounts: me.accounts.map((account) => ({ ...account, role: 'member' })) };
    },
  };
}
