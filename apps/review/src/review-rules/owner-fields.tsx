import { type KeyboardEvent, type MouseEvent, useState } from 'react';
import type { ReviewRules } from '../api/entities.ts';

type Owners = ReviewRules['owners'];

interface OwnerFieldsProps {
  owners: Owners;
  mayChange: boolean;
  onChange: (owners: Owners) => void;
}

/** Who owns which components, and a row to add more. */
export function OwnerFields({ owners, mayChange, onChange }: OwnerFieldsProps) {
  return (
    <>
      {owners.length === 0 ? (
        <p className="soft">None.</p>
      ) : (
        <ul className="rules">
          {owners.map((rule) => (
            <li key={rule.component} className="rule">
              <span className="rule-name">
                <b>{rule.component}</b>
                <span className="soft">{rule.people.join(', ')}</span>
              </span>
              {mayChange && (
                <button
                  type="button"
                  className="button button-bad"
                  aria-label={`Remove the owners of ${rule.component}`}
                  onClick={() => onChange(owners.filter((one) => one !== rule))}
                >
                  Remove
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {mayChange && <NewOwner onAdd={(rule) => onChange([...owners, rule])} />}
    </>
  );
}

/** A form in a form is none in HTML: Enter in its fields adds as well. */
function NewOwner({ onAdd }: { onAdd: (rule: Owners[number]) => void }) {
  const [component, setComponent] = useState('');
  const [people, setPeople] = useState('');
  const addresses = people.split(/[\s,]+/).filter(Boolean);
  const isComplete = component.trim() !== '' && addresses.length > 0;

  function add(event: KeyboardEvent | MouseEvent): void {
    event.preventDefault();
    if (!isComplete) return;
    onAdd({ component: component.trim(), people: addresses });
    setComponent('');
    setPeople('');
  }
  const onKeyDown = (event: KeyboardEvent) => event.key === 'Enter' && add(event);
  return (
    <div className="review-rules-owner">
      <label className="field">
        <span>Component</span>
        <input
          className="input"
          value={component}
          maxLength={1000}
          placeholder="Checkout/*"
          onChange={({ target }) => setComponent(target.value)}
          onKeyDown={onKeyDown}
        />
        <small>* stands for any text</small>
      </label>
      <label className="field">
        <span>E-mail addresses</span>
        <input
          className="input"
          value={people}
          placeholder="ada@example.com, grace@example.com"
          onChange={({ target }) => setPeople(target.value)}
          onKeyDown={onKeyDown}
        />
        <small>of people in this account</small>
      </label>
      <button type="button" className="button" disabled={!isComplete} onClick={add}>
        Add owners
      </button>
    </div>
  );
}
