import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useApi } from '../../api/context.tsx';
import { peopleQuery } from '../../api/queries.ts';
import { ErrorText } from '../../ui/error-text.tsx';

interface CommentFieldProps {
  account: number;
  label: string;
  /** Of the button. */
  action: string;
  onSend: (text: string) => Promise<unknown>;
  onCancel?: () => void;
  /** Gets the focus whenever this becomes something else that is not null. */
  calledBy?: object | null;
  /** Id of what says more about what it is for. */
  describedBy?: string;
}

const offered = 5;

/** What somebody writes after an `@`, up to the end of the text. */
const beginOfMention = (text: string) => /(?:^|\s)@([\p{L}\p{N} .'-]{0,40})$/u.exec(text)?.[1];

/** A field for words, which offers people's names after an `@`. What cannot be sent stays in it. */
export function CommentField(props: CommentFieldProps) {
  const { account, label, action, onSend, onCancel, calledBy = null, describedBy } = props;
  const [text, setText] = useState('');
  const [error, setError] = useState<Error | null>(null);
  const [isSending, setIsSending] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (calledBy !== null) field.current?.focus();
  }, [calledBy]);
  const { data } = useQuery(peopleQuery(useApi(), account));
  const begun = beginOfMention(text)?.toLowerCase();
  const people =
    begun === undefined
      ? []
      : (data?.people ?? [])
          .filter(({ name }) => name.toLowerCase().startsWith(begun) && name.length > begun.length)
          .slice(0, offered);

  async function send(): Promise<void> {
    if (text.trim() === '' || isSending) return;
    setIsSending(true);
    setError(null);
    try {
      await onSend(text.trim());
      setText('');
    } catch (reason) {
      setError(reason instanceof Error ? reason : new Error(String(reason)));
    }
    setIsSending(false);
  }
  function mention(name: string): void {
    setText(`${text.slice(0, text.length - (begun?.length ?? 0))}${name} `);
    field.current?.focus();
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) {
      event.preventDefault();
      void send();
    }
    if (event.key === 'Escape') onCancel?.();
  }
  return (
    <form
      className="comment-field"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <textarea
        ref={field}
        className="input"
        aria-label={label}
        aria-describedby={describedBy}
        placeholder={label}
        title="Ctrl and Enter send it"
        rows={2}
        maxLength={10_000}
        value={text}
        onChange={({ target }) => setText(target.value)}
        onKeyDown={onKeyDown}
      />
      {people.length > 0 && (
        <fieldset className="comment-people">
          <legend className="unseen">Mention</legend>
          {people.map(({ id, name }) => (
            <button key={id} type="button" className="button" onClick={() => mention(name)}>
              @{name}
            </button>
          ))}
        </fieldset>
      )}
      {error && (
        <p className="dialog-error" role="alert">
          <ErrorText error={error} />
        </p>
      )}
      {text.trim() !== '' && (
        <button type="submit" className="button button-main" disabled={isSending}>
          {action}
        </button>
      )}
    </form>
  );
}
