import { AccessibilityViews } from '../accessibility/accessibility-views.tsx';
import type { Snapshot } from '../api/entities.ts';
import { useView } from '../comparison/use-view.ts';
import { Dialog } from '../ui/dialog.tsx';

interface FindingsDialogProps {
  account: number;
  /** Null while none is looked at. */
  snapshot: Snapshot | null;
  onClose: () => void;
}

/** What an accessibility target found in one snapshot of a report. */
export function FindingsDialog({ account, snapshot, onClose }: FindingsDialogProps) {
  const view = useView();
  const title = snapshot === null ? '' : `${snapshot.component}, ${snapshot.variant}`;
  return (
    <Dialog open={snapshot !== null} onClose={onClose} title={title} large>
      {snapshot && (
        <AccessibilityViews
          account={account}
          change={{ ...snapshot, before: null, after: snapshot }}
          same={false}
          view={view}
        />
      )}
    </Dialog>
  );
}
