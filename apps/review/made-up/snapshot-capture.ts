/** Captures of single snapshots, and those that were done once more. */
import { type Operations, type ResponseOf, TwinlensError } from '@twinlens/contract';
import { minutesAgo, snapRequest } from './records.ts';
import { changeOf, imageOf, snapshotOf } from './rows.ts';

type SnapshotCapture = ResponseOf<Operations['getSnapshotCapture']>;
type Retake = SnapshotCapture['retakes'][number];

/** Snapshots whose page was recorded; those of other rows are of a package. */
const isRecorded = (row: number) => row % 2 === 0;

/** Ids beyond it are of pictures that were put into a report. */
const adoptedFrom = 1_000_000;

/** Rows that look different when they are taken again. */
const looksDifferent = (row: number) => row % 4 !== 1;

export const recordedDocument = `<!doctype html><html><head><style>
  body { margin: 0; padding: 48px; font: 20px sans-serif; background: #f3f0ff; }
  button { padding: 12px 24px; border: 0; border-radius: 8px; background: #4052d6; color: #fff; font: inherit; }
</style></head><body><h1>Recorded</h1><button>Put into basket</button>
<script>parent.document.title = 'escaped'; document.body.textContent = 'ran'</script></body></html>`;

export interface Captures {
  get(params: { sha: string; snapshot: number }): SnapshotCapture;
  retake(id: number): { snapRequestId: number };
  adopt(params: { snapshot: number }): { snapshotId: number };
}

/** What is taken again is on its way at the first look, and done at the second. */
export function createCaptures(): Captures {
  const asked: { id: number; looks: number }[] = [];

  function retakesOf(row: number, shown: SnapshotCapture['snapshot']): Retake[] {
    return asked.toReversed().map((one) => {
      one.looks += 1;
      const head = { snapRequestId: one.id, by: 'Ada Lovelace', at: minutesAgo(0), error: null };
      if (one.looks < 2) return { ...head, state: 'leased', image: null, same: null };
      const image = looksDifferent(row) ? imageOf(row, 'again') : shown.image;
      return { ...head, state: 'done', image, same: image.url === shown.image.url };
    });
  }

  return {
    get({ sha, snapshot }) {
      const isAdopted = snapshot > adoptedFrom;
      const id = isAdopted ? snapshot - adoptedFrom : snapshot;
      const row = Math.floor((id - 1) / 2);
      if (row < 0 || row > 12_000) {
        throw new TwinlensError('not_found', 'this report has no such snapshot');
      }
      const { after } = changeOf('changed', row);
      const shown =
        id % 2 === 1 || after === null
          ? snapshotOf(row)
          : { ...snapshotOf(row), id, image: after.image };
      if (isAdopted) shown.image = imageOf(row, 'again');
      const head = { project: { id: 1, name: 'web-shop' }, sha, snapshot: shown };
      if (shown.snapRequestId === null) {
        return { ...head, capture: null, retakes: [], adopted: null };
      }
      const { log, ...request } = snapRequest(shown.snapRequestId);
      return {
        ...head,
        capture: {
          ...request,
          target: shown.target,
          log: [
            ...log,
            { atMs: 2400, level: 'warn', from: 'console', text: 'React does not know "isOpen"' },
            { atMs: 2410, level: 'error', from: 'request', text: 'GET /fonts/inter.woff2: 404' },
          ],
          options: [
            { name: 'viewport', value: '1024x768' },
            { name: 'prefersColorScheme', value: 'light' },
            { name: 'freezeAnimations', value: 'last-frame' },
            { name: 'outgoingRequestHeaders', value: 'x-preview, authorization' },
          ],
          hasPayload: true,
          packageBytes: 4_120_334,
          document: isRecorded(row) ? row : null,
          viewport: { width: 1024, height: 768 },
        },
        retakes: retakesOf(row, shown),
        adopted: isAdopted ? { by: 'Ada Lovelace', at: minutesAgo(0) } : null,
      };
    },
    retake(id) {
      const going = asked.find(({ looks }) => looks < 2);
      if (going) return { snapRequestId: going.id };
      const snapRequestId = id + 100 + asked.length;
      asked.push({ id: snapRequestId, looks: 0 });
      return { snapRequestId };
    },
    adopt({ snapshot }) {
      return { snapshotId: snapshot + adoptedFrom };
    },
  };
}
