import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { findPressables, letterOf, press } from './pressable.ts';
import './letters.css';

/** What moves things away from their letters. */
const endings = ['pointerdown', 'resize', 'scroll', 'wheel'] as const;

/** Letters on everything in sight; those typed press what they are on. Any other key ends it. */
export default function Letters({ onEnd }: { onEnd: () => void }) {
  const [found] = useState(findPressables);
  const [typed, setTyped] = useState('');
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      const { key } = event;
      if (key === 'Shift' || key === 'CapsLock') return;
      // It is for the letters, whoever else listens.
      event.preventDefault();
      event.stopImmediatePropagation();
      const letter = event.ctrlKey || event.altKey || event.metaKey ? null : letterOf(event);
      const now = typed + (letter ?? '');
      const left = letter === null ? [] : found.filter(({ letters }) => letters.startsWith(now));
      const [first] = left;
      if (first === undefined || first.letters === now) onEnd();
      else setTyped(now);
      if (first?.letters === now) press(first.element);
    }
    addEventListener('keydown', onKeyDown, true);
    for (const name of endings) addEventListener(name, onEnd, true);
    return () => {
      removeEventListener('keydown', onKeyDown, true);
      for (const name of endings) removeEventListener(name, onEnd, true);
    };
  }, [found, typed, onEnd]);
  return createPortal(
    <>
      <p className="unseen" role="status">
        Letters are shown. Type those of what you want to press; Escape leaves.
      </p>
      <div aria-hidden="true">
        {found
          .filter(({ letters }) => letters.startsWith(typed))
          .map(({ letters, left, top }) => (
            <kbd key={letters} className="letters" style={{ left, top }}>
              <span className="letters-typed">{typed}</span>
              {letters.slice(typed.length)}
            </kbd>
          ))}
      </div>
    </>,
    document.body,
  );
}
