import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { TwinlensError } from '@twinlens/contract';
import { snapRequest } from '../../made-up/records.ts';
import { imageOf } from '../../made-up/rows.ts';
import { CaptureLog } from '../../src/captures/capture-log.tsx';
import { ConfirmDialog } from '../../src/ui/confirm-dialog.tsx';
import { CopyButton } from '../../src/ui/copy-button.tsx';
import { Counts } from '../../src/ui/counts.tsx';
import { ExamplePicture } from '../../src/ui/example-picture.tsx';
import { FilterBox } from '../../src/ui/filter-box.tsx';
import { LinkedText } from '../../src/ui/linked-text.tsx';
import { Failure, Notice } from '../../src/ui/notice.tsx';
import { ProgressBar } from '../../src/ui/progress-bar.tsx';
import { ShaPair } from '../../src/ui/sha.tsx';
import { Skeleton } from '../../src/ui/skeleton.tsx';
import { SnapshotTile } from '../../src/ui/snapshot-tile.tsx';
import { Row, Sheet } from './sheet.tsx';

export default { title: 'Blocks/Parts' };

const nothing = {
  changed: 0,
  added: 0,
  deleted: 0,
  unchanged: 0,
  ignored: 0,
  unstable: 0,
  tolerated: 0,
};

export const Numbers = () => (
  <Sheet>
    <Counts counts={nothing} />
    <Counts counts={{ ...nothing, unchanged: 100_000 }} />
    <Counts
      counts={{
        changed: 42,
        added: 7,
        deleted: 3,
        unchanged: 10_000,
        ignored: 2,
        unstable: 3,
        tolerated: 4,
      }}
    />
    <ShaPair sha1={'a1'.repeat(20)} sha2={'b2'.repeat(20)} />
  </Sheet>
);

export const Progress = () => (
  <Sheet>
    {[0, 5, 12].map((requestsDone) => (
      <ProgressBar
        key={requestsDone}
        label="Captures"
        progress={{ requestsDone, requestsTotal: 12, examplesCaptured: requestsDone * 83 }}
      />
    ))}
  </Sheet>
);

export const Waiting = () => <Skeleton />;

export const Notices = () => (
  <>
    <Notice icon="search" title="No snapshot matches">
      Filter for a part of a component’s, variant’s or target’s name.
    </Notice>
    <Failure
      error={
        new TwinlensError('internal', 'Something went wrong on our side.', {
          requestId: '4c1d0f6a92b7e358',
        })
      }
      retry={() => undefined}
    />
  </>
);

export const Fields = () => (
  <Sheet>
    <FilterBox value="" onChange={() => undefined} label="Filter snapshots" />
    <FilterBox value="Avatar" onChange={() => undefined} label="Filter snapshots" />
    <CopyButton text="secret" label="Copy the secret" />
    <p>
      <LinkedText text="See https://ci.example.com/runs/4711?attempt=2, not javascript:alert(1) or <b>this</b>." />
    </p>
  </Sheet>
);

export const Buttons = () => (
  <Sheet>
    {['', 'button-main', 'button-good', 'button-bad', 'button-plain'].map((kind) => (
      <Row key={kind}>
        <button type="button" className={`button ${kind}`}>
          {kind || 'button'}
        </button>
        <button type="button" className={`button ${kind}`} disabled>
          disabled
        </button>
      </Row>
    ))}
  </Sheet>
);

export const Tiles = () => (
  <Row>
    {[0, 3, 7].map((row) => (
      <div key={row} style={{ width: 230, padding: 12 }}>
        <SnapshotTile
          component="Avatar/000"
          variant="with a rather long name of a variant"
          target="chrome-phone"
          image={imageOf(row, 'after')}
        />
      </div>
    ))}
    <ExamplePicture image={imageOf(2, 'before')} />
  </Row>
);

export const Log = () => <CaptureLog log={snapRequest(506).log} />;

export const Asking = () => (
  <QueryClientProvider client={new QueryClient()}>
    <ConfirmDialog
      title="Revoke this key?"
      action="Revoke"
      act={async () => undefined}
      onClose={() => undefined}
    >
      Whatever signs with it is refused from now on: CI of the web shop.
    </ConfirmDialog>
  </QueryClientProvider>
);
