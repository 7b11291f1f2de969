import { type KeyboardEvent, useState } from 'react';
import { type ActionId, actionOf } from './actions.ts';
import { isTaken, nameOfKey } from './key-name.ts';
import { clashesOf } from './keymap.ts';

interface KeyFieldProps {
  id: ActionId;
  /** @param keys null where it stays as it was */
  onLeave: (keys: readonly string[] | null) => void;
}

/** Waits for the new key of an action. A field, because screen readers leave keys alone in fields only. */
export function KeyField({ id, onLeave }: KeyFieldProps) {
  const { words } = actionOf(id);
  const [wanted, setWanted] = useState<string | null>(null);
  const [problem, setProblem] = useState('');
  const clash = wanted === null ? undefined : clashesOf(id, [wanted])[0];

  function onKeyDown(event: KeyboardEvent): void {
    const name = nameOfKey(event.nativeEvent);
    if (name === null) return;
    event.preventDefault();
    // Escape leaves the field, not the dialog as well.
    event.stopPropagation();
    if (/^(Shift\+)?Tab$|^Escape$/.test(name)) onLeave(null);
    else if (isTaken(name)) {
      setProblem(`${name === ' ' ? 'Space' : name} moves or presses things. Another key?`);
    } else if (clashesOf(id, [name]).length > 0) setWanted(name);
    else onLeave([name]);
  }

  if (wanted !== null && clash !== undefined) {
    return (
      <div
        className="key-clash"
        role="alert"
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          onLeave(null);
        }}
      >
        <p>
          <kbd>{wanted}</kbd> is the key of “{actionOf(clash).words}”, which would be without it.
        </p>
        <button
          type="button"
          className="button button-main"
          // biome-ignore lint/a11y/noAutofocus: the field that had the focus is gone
          autoFocus
          onClick={() => onLeave([wanted])}
        >
          Use it here
        </button>
        <button type="button" className="button" onClick={() => setWanted(null)}>
          Another key
        </button>
        <button type="button" className="button button-plain" onClick={() => onLeave(null)}>
          Leave it
        </button>
      </div>
    );
  }
  return (
    <div className="key-asking">
      <input
        className="input key-field"
        readOnly
        value=""
        placeholder="Press a key"
        aria-label={`New key for ${words}. Escape leaves`}
        // biome-ignore lint/a11y/noAutofocus: the person just asked for this field
        autoFocus
        onKeyDown={onKeyDown}
      />
      <p className="soft" role="status">
        {problem || 'Escape leaves'}
      </p>
    </div>
  );
}
