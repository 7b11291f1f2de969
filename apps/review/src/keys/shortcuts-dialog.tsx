import { useState } from 'react';
import { Dialog } from '../ui/dialog.tsx';
import { useStored } from '../ui/store.ts';
import { type ActionId, actionGroups, actionIds, actionOf, groupWords } from './actions.ts';
import { KeyRow } from './key-row.tsx';
import { keymap, resetAll, setSingles } from './keymap.ts';
import './shortcuts-dialog.css';

interface ShortcutsDialogProps {
  open: boolean;
  onClose: () => void;
}

/** Every action with its key, which can be another one. */
export default function ShortcutsDialog({ open, onClose }: ShortcutsDialogProps) {
  const isChanged = useStored(keymap, (now) => now.isChanged);
  const singles = useStored(keymap, (now) => now.singles);
  const [asking, setAsking] = useState<ActionId | null>(null);
  const [said, say] = useState('');
  return (
    <Dialog open={open} onClose={onClose} title="Keyboard shortcuts">
      <div className="shortcuts-options">
        <label className="shortcuts-singles">
          <input
            type="checkbox"
            checked={singles}
            onChange={(event) => setSingles(event.target.checked)}
          />
          Keys that are one character
        </label>
        {isChanged && (
          <button
            type="button"
            className="button"
            onClick={() => {
              resetAll();
              say('All keys are as they were');
            }}
          >
            Reset all
          </button>
        )}
        <p className="soft">
          Press a key here to put another one in its place. Kept in this browser.
        </p>
      </div>
      <p className="unseen" role="status">
        {said}
      </p>
      {actionGroups.map((group) => (
        <section key={group} className="shortcuts-group" aria-label={groupWords[group]}>
          <h3>{groupWords[group]}</h3>
          <ul>
            {actionIds
              .filter((id) => actionOf(id).group === group)
              .map((id) => (
                <KeyRow
                  key={id}
                  id={id}
                  isAsking={asking === id}
                  onAsk={(ask) => setAsking(ask ? id : null)}
                  onSay={say}
                />
              ))}
          </ul>
        </section>
      ))}
    </Dialog>
  );
}
