import { type KeyboardEvent, type MouseEvent, useState } from 'react';

interface FollowFieldsProps {
  /** Patterns of components. */
  follows: string[];
  onChange: (follows: string[]) => void;
}

/** As many as the server takes. */
const most = 100;

/** The components somebody follows, and a field to add more. */
export function FollowFields({ follows, onChange }: FollowFieldsProps) {
  const [component, setComponent] = useState('');
  const wanted = component.trim();
  const mayAdd = wanted !== '' && !follows.includes(wanted) && follows.length < most;

  /** Enter in the field adds; it must not save all of the page. */
  function add(event: KeyboardEvent | MouseEvent): void {
    event.preventDefault();
    if (!mayAdd) return;
    onChange([...follows, wanted].sort());
    setComponent('');
  }

  return (
    <>
      {follows.length === 0 ? (
        <p className="soft">None.</p>
      ) : (
        <ul className="inbox-follows">
          {follows.map((pattern) => (
            <li key={pattern}>
              <b>{pattern}</b>
              <button
                type="button"
                className="button"
                aria-label={`Stop following ${pattern}`}
                onClick={() => onChange(follows.filter((one) => one !== pattern))}
              >
                Stop
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="inbox-follow">
        <label className="field">
          <span>Component</span>
          <input
            className="input"
            value={component}
            maxLength={1000}
            placeholder="Checkout/*"
            onChange={({ target }) => setComponent(target.value)}
            onKeyDown={(event) => event.key === 'Enter' && add(event)}
          />
          <small>* stands for any text</small>
        </label>
        <button type="button" className="button" disabled={!mayAdd} onClick={add}>
          Follow
        </button>
      </div>
    </>
  );
}
