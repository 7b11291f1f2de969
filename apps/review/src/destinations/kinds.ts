/** What is asked of each kind of destination, and how it is named: forms and lists are made from this. */
import type {
  Destination,
  DestinationKind,
  NewDestination,
  WebhookEvent,
} from '../api/entities.ts';

export interface SettingField {
  /** In the settings; `app.id` is a part of one. */
  name: string;
  label: string;
  hint: string;
  type: 'url' | 'text' | 'number' | 'flag' | 'choice';
  placeholder?: string;
  /** Of a choice, by what stands for each in the settings; the first holds where nothing is said. */
  choices?: Record<string, string>;
  isOptional?: boolean;
}

export interface KindDescription {
  label: string;
  /** What is told there, in a sentence. */
  about: string;
  fields: SettingField[];
  /** Whether it is told of what it asks for; otherwise of every commit. */
  choosesEvents: boolean;
  secret: { label: string; hint: string; isRequired: boolean; isLong?: boolean };
  /** What to choose there, so that it says what becomes of pull requests; absent where nothing is heard. */
  hook?: string;
}

export const eventLabels: Record<WebhookEvent, string> = {
  comparison: 'A comparison was made',
  'comparison.reviewed': 'Somebody decided',
  flake: 'Something is flaky, or is not any more',
  'report.completed': 'A report is complete',
  'job.failed': 'A job failed',
};

interface ForgeWords {
  /** As it is usually. */
  api: string;
  repository: string;
  /** What the token has to be allowed to. */
  secret: string;
  hook: string;
  more?: SettingField[];
}

const comment: SettingField = {
  name: 'comment',
  label: 'A comment on pull requests',
  hint: 'With the changes as pictures; it changes as they are decided on.',
  type: 'flag',
};

/** A forge that is told how commits stand. */
const forge = (
  label: string,
  { api, repository, secret, hook, more = [] }: ForgeWords,
): KindDescription => ({
  label,
  about: 'Says on every commit of a repository how it stands.',
  fields: [
    {
      name: 'api',
      label: 'Address of its API',
      hint: 'Of the service, or of a server of your own.',
      placeholder: api,
      type: 'url',
    },
    {
      name: 'repository',
      label: 'Repository',
      hint: 'Host, owner and name, as links to its pull requests have them.',
      placeholder: repository,
      type: 'text',
    },
    ...more,
    comment,
  ],
  choosesEvents: false,
  secret: { label: 'Token', hint: secret, isRequired: true },
  hook,
});

/** A room of a chat. The address of its webhook is the secret: whoever has it may write there. */
const chat = (label: string, where: string): KindDescription => ({
  label,
  about: 'Writes what happens into a room.',
  fields: [
    {
      name: 'room',
      label: 'Room',
      hint: 'As you call it; shown in this list.',
      placeholder: '#design',
      type: 'text',
    },
  ],
  choosesEvents: true,
  secret: { label: 'Address of the webhook', hint: where, isRequired: true },
});

export const kinds: Record<DestinationKind, KindDescription> = {
  webhook: {
    label: 'Webhook',
    about: 'Sends what happens as JSON to a server of yours.',
    fields: [
      {
        name: 'url',
        label: 'Address',
        hint: 'Redirects are not followed.',
        placeholder: 'https://example.org/twinlens',
        type: 'url',
      },
    ],
    choosesEvents: true,
    secret: {
      label: 'Secret',
      hint: 'Signs what is sent. Empty: one is made.',
      isRequired: false,
    },
  },
  github: {
    ...forge('GitHub', {
      api: 'https://api.github.com',
      repository: 'github.com/owner/name',
      secret: '',
      hook: 'In the settings of the repository, Webhooks: content type application/json, and of the single events Pull requests, for merge queues also Merge groups.',
      more: [
        {
          name: 'writes',
          label: 'Written as',
          hint: 'Check runs take a GitHub App.',
          type: 'choice',
          choices: { status: 'Commit status', check: 'Check run', both: 'Both' },
        },
        {
          name: 'mergeQueue',
          label: 'Merge queues',
          hint: 'What stands on the commits of a queue. For the second its hook is needed.',
          type: 'choice',
          choices: {
            builds: 'What builds of theirs find',
            'pull-request': 'What stands on the pull request',
          },
        },
        {
          name: 'app.id',
          label: 'App',
          hint: 'Its id, where this is done as a GitHub App. Empty: by a token.',
          type: 'text',
          isOptional: true,
        },
        {
          name: 'app.installation',
          label: 'Installation of the app',
          hint: 'The number at the end of the address of its settings.',
          type: 'number',
          isOptional: true,
        },
      ],
    }),
    secret: {
      label: 'Token or private key',
      hint: 'A token that may write commit statuses; of an app its private key (PEM).',
      isRequired: true,
      isLong: true,
    },
  },
  gitlab: forge('GitLab', {
    api: 'https://gitlab.com/api/v4',
    repository: 'gitlab.com/group/name',
    secret: 'An access token with the scope api.',
    hook: 'In the settings of the project, Webhooks: the trigger Merge request events, the secret as secret token.',
  }),
  bitbucket: forge('Bitbucket Cloud', {
    api: 'https://api.bitbucket.org/2.0',
    repository: 'bitbucket.org/workspace/name',
    secret:
      'An access token of the repository or workspace, or an API token of a person; for comments it may write pull requests.',
    hook: 'In the settings of the repository, Webhooks: of pull requests the triggers Created, Updated, Merged and Declined.',
    more: [
      {
        name: 'user',
        label: 'Person',
        hint: 'Whose API token it is. Empty for an access token.',
        type: 'text',
        isOptional: true,
      },
    ],
  }),
  'bitbucket-server': forge('Bitbucket Data Center', {
    api: 'https://bitbucket.example.org',
    repository: 'bitbucket.example.org/projects/KEY/repos/name',
    secret: 'An HTTP access token that may write to the repository.',
    hook: 'In the settings of the repository, Webhooks: of pull requests the events Opened, Modified, Merged, Declined and Reopened.',
  }),
  azure: forge('Azure DevOps', {
    api: 'https://dev.azure.com',
    repository: 'dev.azure.com/organisation/project/_git/name',
    secret: 'A personal access token: Code (status); for comments also Pull Request Threads.',
    hook: 'In the settings of the project, Service hooks: a web hook for each of the events Pull request created, updated and merge attempted, the secret as password of basic authentication.',
  }),
  gitea: forge('Gitea or Forgejo', {
    api: 'https://gitea.example.org/api/v1',
    repository: 'gitea.example.org/owner/name',
    secret: 'An access token that may write to the repository; for comments also to issues.',
    hook: 'In the settings of the repository, Webhooks: of type Gitea or Forgejo, content type application/json, and of the events Pull request.',
  }),
  slack: chat(
    'Slack',
    'Of an incoming webhook of Slack, Mattermost or what is compatible with them.',
  ),
  teams: chat('Teams', 'Of a workflow that posts to a channel when a webhook request is received.'),
  discord: chat('Discord', 'From the settings of a channel, Integrations, Webhooks.'),
  mail: {
    label: 'Mail',
    about: 'Tells people what they want to be told.',
    fields: [],
    choosesEvents: false,
    secret: { label: 'Secret', hint: '', isRequired: false },
  },
};

/** Mail is there by itself once somebody is told by it: how it is sent is the installation's to say. */
export const isAddable = (kind: DestinationKind): kind is NewDestination['kind'] => kind !== 'mail';

export const kindNames = (Object.keys(kinds) as DestinationKind[]).filter(isAddable);

/** Settings by the names of fields, as a form has them: all in text, `true` for a flag. */
export type FormValues = Record<string, string>;

export function valuesOf({ settings }: Pick<Destination, 'settings'>): FormValues {
  const flat = Object.entries(settings).flatMap(([name, value]): [string, unknown][] =>
    typeof value === 'object' && !Array.isArray(value)
      ? Object.entries(value ?? {}).map(([part, inner]) => [`${name}.${part}`, inner])
      : [[name, value]],
  );
  const known = flat.filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value));
  return Object.fromEntries(
    known.map(([name, value]) => [name, value === false ? '' : String(value)]),
  );
}

/** The other way round; what is empty is left out. */
export function settingsOf(fields: SettingField[], values: FormValues): Record<string, unknown> {
  const settings: Record<string, unknown> = {};
  for (const { name, type } of fields) {
    const text = (values[name] ?? '').trim();
    if (text === '') continue;
    const value = type === 'number' ? Number(text) : type === 'flag' ? true : text;
    const [whole = '', part] = name.split('.', 2);
    settings[whole] = part === undefined ? value : { ...Object(settings[whole]), [part]: value };
  }
  return settings;
}

/** What tells one from another of its kind. */
export function placeOf({ settings }: Pick<Destination, 'settings'>): string {
  const values = valuesOf({ settings });
  return values.repository ?? values.url ?? values.room ?? 'to people';
}

export const eventsOf = ({ settings }: Pick<Destination, 'settings'>): WebhookEvent[] =>
  'events' in settings ? settings.events : [];
