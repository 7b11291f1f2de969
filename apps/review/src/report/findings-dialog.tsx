import AccessibilityViews from '../accessibility/accessibility-views.tsx';
import type { Snapshot } from '../api/entities.ts';
import { useView } from '../comparison/use-view.ts';
import { Dialog } from '../ui/dialog.tsx';

interface FindingsDialogProps {
  account: number;
  snapshot: Snapshot;
  open: boolean;
  onClose: () => void;
}

/** What an accessibility target found in one snapshot of a report. */
export default function FindingsDialog({ account, snapshot, open, onClose }: FindingsDialogProps) {
  const view = useView();
  const title = `${snapshot.component}, ${snapshot.variant}`;
  const change = { ...snapshot, before: null, after: snapshot };
  return (
    <Dialog open={open} onClose={onClose} title={title} large>
      <AccessibilityViews account={account} change={change} same={false} view={view} />
    </Dialog>
  );
}
