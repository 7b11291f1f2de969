/** What is asked of each kind of destination, and how it is named: forms and lists are made from this. */
import type {
  Destination,
  DestinationKind,
  NewDestination,
  WebhookEvent,
} from '../api/entities.ts';

export interface SettingField {
  /** In the settings. */
  name: string;
  label: string;
  hint: string;
  placeholder: string;
  type: 'url' | 'text';
}

export interface KindDescription {
  label: string;
  /** What is told there, in a sentence. */
  about: string;
  fields: SettingField[];
  /** Whether it is told of what it asks for; otherwise of every commit. */
  choosesEvents: boolean;
  secret: { label: string; hint: string; isRequired: boolean };
}

export const eventLabels: Record<WebhookEvent, string> = {
  comparison: 'A comparison was made',
  'comparison.reviewed': 'Somebody decided',
  flake: 'Something is flaky, or is not any more',
  'report.completed': 'A report is complete',
  'job.failed': 'A job failed',
};

/** A forge that is told how commits stand. */
const forge = (
  label: string,
  { api, repository, secret }: { api: string; repository: string; secret: string },
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
  ],
  choosesEvents: false,
  secret: { label: 'Token', hint: secret, isRequired: true },
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
  github: forge('GitHub', {
    api: 'https://api.github.com',
    repository: 'github.com/owner/name',
    secret: 'May write commit statuses of the repository.',
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

/** Settings by their names, as a form has them. */
export function valuesOf({ settings }: Pick<Destination, 'settings'>): Record<string, string> {
  const texts = Object.entries(settings).filter(([, value]) => typeof value === 'string');
  return Object.fromEntries(texts) as Record<string, string>;
}

/** What tells one from another of its kind. */
export function placeOf({ settings }: Pick<Destination, 'settings'>): string {
  const values = valuesOf({ settings });
  return values.repository ?? values.url ?? values.room ?? 'to people';
}

export const eventsOf = ({ settings }: Pick<Destination, 'settings'>): WebhookEvent[] =>
  'events' in settings ? settings.events : [];
