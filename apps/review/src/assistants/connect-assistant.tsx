import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useApi } from '../api/context.tsx';
import type { AssistantRequest } from '../api/entities.ts';
import { assistantRequestQuery, meQuery } from '../api/queries.ts';
import { Mark } from '../brand/mark.tsx';
import { Failure } from '../ui/notice.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { useTitle } from '../ui/use-title.ts';
import '../sign-in/entry-form.css';
import { ErrorText } from '../ui/error-text.tsx';
import './assistants.css';

/** A person says whether a program may act for them, and where. */
export default function ConnectAssistant({ request }: { request: AssistantRequest }) {
  const api = useApi();
  const asked = useQuery(assistantRequestQuery(api, request));
  const me = useQuery(meQuery(api));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  useTitle('Connect an assistant');

  /** @param account null to refuse */
  async function answer(account: number | null): Promise<void> {
    setBusy(true);
    setError(null);
    try {
      const { redirectTo } = await api.answerAssistantRequest({ body: { request, account } });
      location.assign(redirectTo);
    } catch (cause) {
      setError(cause instanceof Error ? cause : new Error(String(cause)));
      setBusy(false);
    }
  }
  function allow(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    void answer(Number(new FormData(event.currentTarget).get('account')));
  }
  const failure = asked.error ?? me.error;
  const program = asked.data;
  const accounts = me.data?.accounts ?? [];
  return (
    <main className="entry">
      <Mark size={44} />
      <h1>Connect an assistant</h1>
      {failure && <Failure error={failure} />}
      {!failure && (!program || !me.data) && <Skeleton lines={4} label="Loading" />}
      {!failure && program && me.data && (
        <form className="entry-form card connect-form" onSubmit={allow}>
          <div className="connect-asker">
            <p>
              <b>{program.name}</b> asks to act for you, {me.data.user.name}.
            </p>
            <dl className="connect-facts">
              <dt>Its own address</dt>
              <dd>{program.address ?? 'not given'}</dd>
              <dt>Answers go to</dt>
              <dd>{program.returnsTo}</dd>
            </dl>
            <p className="connect-warning">
              Unverified: the name and the address are what it says of itself. Go on only if you
              have just started this.
            </p>
          </div>
          <div>
            <p>In your name, and marked as done by it, it may</p>
            <ul className="connect-rights">
              <li>see jobs, reports, comparisons and pictures</li>
              <li>accept and reject what changed, where you may</li>
              <li>report flakes</li>
            </ul>
            <p className="soft">It sees no keys and changes no settings.</p>
          </div>
          {accounts.length === 0 ? (
            <p className="entry-error" role="alert">
              You are in no account. An administrator has to invite you first.
            </p>
          ) : (
            <label className="field">
              <span>Account</span>
              <select className="input" name="account">
                {accounts.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </select>
              <small>It gets to see no other.</small>
            </label>
          )}
          {error !== null && (
            <p className="entry-error" role="alert">
              <ErrorText error={error} />
            </p>
          )}
          <div className="connect-answers">
            <button type="button" className="button" disabled={busy} onClick={() => answer(null)}>
              Deny
            </button>
            <button
              type="submit"
              className="button button-main"
              disabled={busy || accounts.length === 0}
            >
              Allow
            </button>
          </div>
        </form>
      )}
    </main>
  );
}
