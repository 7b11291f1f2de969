import { useState } from 'react';
import type {
  Destination,
  DestinationKind,
  NewDestination,
  WebhookEvent,
} from '../api/entities.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { ErrorText } from '../ui/error-text.tsx';
import { eventLabels, eventsOf, kindNames, kinds, settingsOf, valuesOf } from './kinds.ts';
import { SecretInput } from './secret-input.tsx';
import { SettingInput } from './setting-input.tsx';

interface DestinationFormProps {
  /** Null for a new one. */
  destination: Destination | null;
  isSending: boolean;
  error: Error | null;
  /** `secret` is absent where one that there is stays, or is to be made. */
  onSend: (destination: NewDestination) => void;
  onCancel: () => void;
}

const events = Object.keys(eventLabels) as WebhookEvent[];

/** Asks what `kinds.ts` says of a kind. */
export function DestinationForm({
  destination,
  isSending,
  error,
  onSend,
  onCancel,
}: DestinationFormProps) {
  const [kind, setKind] = useState<DestinationKind>(destination?.kind ?? 'webhook');
  const [values, setValues] = useState(destination === null ? {} : valuesOf(destination));
  const [chosen, setChosen] = useState(destination === null ? events : eventsOf(destination));
  const [secret, setSecret] = useState('');
  const { about, fields, choosesEvents, secret: asked } = kinds[kind];
  const isMissing = choosesEvents && chosen.length === 0;

  function send(): void {
    const settings = { ...settingsOf(fields, values), ...(choosesEvents && { events: chosen }) };
    // Of the right form by `kinds.ts`; the server says what is wrong with what was typed.
    onSend({ kind, settings, ...(secret !== '' && { secret }) } as NewDestination);
  }

  return (
    <DialogForm
      action={destination === null ? 'Add' : 'Save'}
      problem={error && <ErrorText error={error} />}
      isReady={!isSending && !isMissing}
      onSend={send}
      onClose={onCancel}
    >
      {destination === null && (
        <label className="field">
          <span>Kind</span>
          <select
            className="input"
            value={kind}
            onChange={({ target }) => {
              const found = kindNames.find((name) => name === target.value);
              if (found !== undefined) setKind(found);
            }}
          >
            {kindNames.map((name) => (
              <option key={name} value={name}>
                {kinds[name].label}
              </option>
            ))}
          </select>
          <small>{about}</small>
        </label>
      )}
      {fields.map((field) => (
        <SettingInput
          key={`${kind} ${field.name}`}
          field={field}
          value={values[field.name] ?? ''}
          onChange={(value) => setValues({ ...values, [field.name]: value })}
        />
      ))}
      {choosesEvents && (
        <fieldset className="destination-choices">
          <legend>Told when</legend>
          {events.map((event) => (
            <label key={event} className="destination-choice">
              <input
                type="checkbox"
                checked={chosen.includes(event)}
                onChange={({ target }) =>
                  setChosen(
                    target.checked
                      ? [...chosen, event]
                      : chosen.filter((candidate) => candidate !== event),
                  )
                }
              />
              {eventLabels[event]}
            </label>
          ))}
        </fieldset>
      )}
      <SecretInput
        key={kind}
        asked={asked}
        isKept={destination !== null}
        value={secret}
        onChange={setSecret}
      />
    </DialogForm>
  );
}
