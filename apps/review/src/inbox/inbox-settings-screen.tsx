import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useApi } from '../api/context.tsx';
import type { MailWays, NoticeSettings } from '../api/entities.ts';
import { noticeSettingsQuery } from '../api/queries.ts';
import { SaveBar } from '../settings/save-bar.tsx';
import { Icon } from '../ui/icon.tsx';
import { Failure } from '../ui/notice.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { useTitle } from '../ui/use-title.ts';
import { FollowFields } from './follow-fields.tsx';
import { kindNames, mailWays, noticeKinds, wayNames } from './notice-words.ts';
import '../settings/project-settings.css';
import './inbox.css';

/** How whoever looks hears of what by mail, and which components they follow. */
export default function InboxSettingsScreen({ account }: { account: number }) {
  const { data, error, refetch } = useQuery(noticeSettingsQuery(useApi(), account));
  useTitle('What I am told');
  return (
    <div className="page">
      <p className="inbox-back">
        <Link to="/a/$account/inbox" params={{ account: String(account) }}>
          <Icon name="back" /> Inbox
        </Link>
      </p>
      <header className="page-header">
        <div>
          <h1>What I am told</h1>
          <p className="soft">
            Everything is in the inbox; here is what comes by mail as well, and what I follow.
          </p>
        </div>
      </header>
      {data ? (
        <Settings account={account} saved={data} />
      ) : error ? (
        <Failure error={error} retry={refetch} />
      ) : (
        <Skeleton lines={5} label="Loading" />
      )}
    </div>
  );
}

function Settings({ account, saved }: { account: number; saved: NoticeSettings }) {
  const api = useApi();
  const client = useQueryClient();
  const [ways, setWays] = useState<MailWays>(saved.ways);
  const [follows, setFollows] = useState(saved.follows);
  const save = useMutation({
    mutationFn: () => api.setNoticeSettings({ params: { account }, body: { ways, follows } }),
    onSuccess: (answer) => client.setQueryData(noticeSettingsQuery(api, account).queryKey, answer),
  });
  const isSaved =
    kindNames.every((kind) => ways[kind] === saved.ways[kind]) &&
    // The server has an order of its own.
    follows.length === saved.follows.length &&
    follows.every((pattern) => saved.follows.includes(pattern));

  function submit(event: FormEvent): void {
    event.preventDefault();
    save.mutate();
  }

  return (
    <form className="settings-form" onSubmit={submit}>
      <section className="card settings-part">
        <p>
          {saved.sendsMail
            ? `Mail goes to ${saved.address}.`
            : 'This installation sends no mail yet. What is chosen here holds once it does.'}
        </p>
        {kindNames.map((kind) => (
          <fieldset key={kind} className="inbox-ways">
            <legend>{noticeKinds[kind].label}</legend>
            {wayNames.map((way) => (
              <label key={way}>
                <input
                  type="radio"
                  name={kind}
                  checked={ways[kind] === way}
                  onChange={() => setWays({ ...ways, [kind]: way })}
                />
                {mailWays[way]}
              </label>
            ))}
          </fieldset>
        ))}
      </section>
      <section className="card settings-part" aria-labelledby="follows">
        <h2 id="follows">Components I follow</h2>
        <p className="soft">I am told when they have changes, as their owners are.</p>
        <FollowFields follows={follows} onChange={setFollows} />
      </section>
      <SaveBar
        isSaved={isSaved}
        isSaving={save.isPending}
        done={save.isSuccess ? 'Saved.' : null}
        error={save.error}
      />
    </form>
  );
}
