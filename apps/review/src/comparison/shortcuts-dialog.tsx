import { Dialog } from '../ui/dialog.tsx';
import './shortcuts-dialog.css';

const shortcuts = [
  ['j', 'Next change'],
  ['k', 'Previous change'],
  ['1', 'Side by side; violations'],
  ['2', 'Diff; accessibility tree'],
  ['3', 'Swipe; arrow keys move the line'],
  ['4', 'Overlay'],
  ['5', 'Onion skin'],
  ['6', 'Blink'],
  ['7', 'Changes only'],
  ['8', 'Aligned rows'],
  ['f', 'Flip: show the other picture'],
  ['b', 'Start and stop blinking'],
  ['n', 'Next changed region'],
  ['p', 'Previous changed region'],
  ['l', 'List of changed regions'],
  ['+', 'Zoom in'],
  ['-', 'Zoom out'],
  ['0', 'Fit the width'],
  ['z', 'Actual size, and back'],
  ['i', 'Pixel inspector; arrow keys move it'],
  ['t', 'Background of transparent pictures'],
  ['a', 'Accept this change, and on to the next'],
  ['r', 'Reject this change'],
  ['g', 'Accept the whole group'],
  ['A', 'Accept everything that is left'],
  ['R', 'Reject everything that is left'],
  ['u', 'Undo the last decision'],
  ['c', 'Show or hide comments'],
  ['m', 'Pin a comment: press a point, or draw around something'],
  ['M', 'Comment on the region that is looked at'],
  ['?', 'This list'],
] as const;

export function ShortcutsDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog open={open} onClose={onClose} title="Keyboard shortcuts">
      <dl className="shortcuts">
        {shortcuts.map(([key, action]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{action}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
