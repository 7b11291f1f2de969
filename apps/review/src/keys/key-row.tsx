import { useLayoutEffect, useRef } from 'react';
import { Icon } from '../ui/icon.tsx';
import { useStored } from '../ui/store.ts';
import { type ActionId, actionOf } from './actions.ts';
import { KeyField } from './key-field.tsx';
import { bind, keymap } from './keymap.ts';

interface KeyRowProps {
  id: ActionId;
  /** Whether a new key is waited for. */
  isAsking: boolean;
  onAsk: (ask: boolean) => void;
  /** Tells who hears the page what happened. */
  onSay: (what: string) => void;
}

/** What an action is called, its key, and the way to another one. */
export function KeyRow({ id, isAsking, onAsk, onSay }: KeyRowProps) {
  const button = useRef<HTMLButtonElement>(null);
  const { words, keys: listed } = actionOf(id);
  const keys = useStored(keymap, (now) => now.keysOf[id]);
  const key = keys[0] ?? null;
  function leave(chosen: readonly string[] | null): void {
    if (chosen !== null) {
      bind(id, chosen);
      onSay(`${words}: ${chosen[0]}`);
    }
    onAsk(false);
  }
  // The field is gone then; whoever came by keyboard goes on where they were.
  const wasAsking = useRef(false);
  useLayoutEffect(() => {
    if (wasAsking.current && !isAsking) button.current?.focus();
    wasAsking.current = isAsking;
  }, [isAsking]);
  return (
    <li className="key-row" data-asking={isAsking || undefined}>
      <span className="key-row-words">{words}</span>
      {isAsking ? (
        <KeyField id={id} onLeave={leave} />
      ) : (
        <>
          {keys.join() !== listed.join() && (
            <button
              type="button"
              className="button button-plain button-icon key-row-reset"
              aria-label={`Reset ${words} to ${listed[0]}`}
              title={`Reset to ${listed[0]}`}
              onClick={() => {
                bind(id, listed);
                onSay(`${words}: ${listed[0]}`);
                button.current?.focus();
              }}
            >
              <Icon name="undo" />
            </button>
          )}
          <button
            ref={button}
            type="button"
            className="button key-row-key"
            aria-label={`${words}: ${key ?? 'no key'}. Change`}
            onClick={() => onAsk(true)}
          >
            {key === null ? <span className="soft">none</span> : <kbd>{key}</kbd>}
          </button>
        </>
      )}
    </li>
  );
}
