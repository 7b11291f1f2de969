/**
 * Messages as pages. What Teams shows is laid out by Microsoft's own renderer of cards. Slack and Discord
 * have none that is kept up: what is here is ours, knows the parts that are sent and no others, and says
 * only how they read, not how either of them looks to the pixel. The comment is laid out by a renderer of
 * Markdown with the colours of no forge.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { check } from '@twinlens/contract';
import type { ReceivedMail } from '@twinlens/testing/mail';
import MarkdownIt from 'markdown-it';
import { type TSchema, Type } from 'typebox';

export type Scheme = 'light' | 'dark';

const escaped = (text: string) =>
  text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

function read<T extends TSchema>(schema: T, message: unknown) {
  const checked = check(schema, message);
  if (!checked.ok)
    throw new Error(`a message is not of the form that is shown: ${checked.problem}`);
  return checked.value;
}

const page = (
  style: string,
  content: string,
) => `<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<style>:root { color-scheme: light dark } body { margin: 0; padding: 16px; font: 15px/1.47 system-ui, sans-serif; overflow-wrap: break-word }
${style}</style>${content}</html>`;

const bar = '@media (prefers-color-scheme: dark)';

/** A mail with its pictures in it. */
export function mailPage({ mail }: ReceivedMail): string {
  let html = mail.html ?? '';
  for (const { contentId, content } of mail.attachments) {
    const png = Buffer.from(content as ArrayBuffer).toString('base64');
    const cid = `cid:${(contentId ?? '').replace(/[<>]/g, '')}`;
    html = html.replaceAll(`"${cid}"`, `"data:image/png;base64,${png}"`);
  }
  return html;
}

const Text = Type.Object({ text: Type.String() });
const SlackMessage = Type.Object({
  blocks: Type.Array(
    Type.Object({
      type: Type.Enum(['section', 'context', 'actions']),
      text: Type.Optional(Text),
      elements: Type.Optional(
        Type.Array(
          Type.Object({
            text: Type.Union([Type.String(), Text]),
            url: Type.Optional(Type.String()),
          }),
        ),
      ),
    }),
  ),
});

const emoji: Record<string, string> = {
  ':white_check_mark:': '✅',
  ':eyes:': '👀',
  ':x:': '❌',
  ':information_source:': 'ℹ️',
};

/** Entities stay as they are: they are HTML's as well. */
const mrkdwn = (text: string) =>
  text
    .replaceAll('"', '&quot;')
    .replace(/(?<!\u200b)\*(.+?)(?<!\u200b)\*/g, '<b>$1</b>')
    .replace(/:\w+:/g, (name) => emoji[name] ?? name)
    .replaceAll('\n', '<br>');

export function slackPage(message: unknown): string {
  const { blocks } = read(SlackMessage, message);
  const shown = blocks.map(({ type, text, elements = [] }) => {
    const parts = elements.map(({ text }) => (typeof text === 'string' ? text : text.text));
    if (type === 'section') return `<p>${mrkdwn(text?.text ?? '')}</p>`;
    if (type === 'context') return `<p class="soft">${parts.map(mrkdwn).join(' ')}</p>`;
    return `<p>${parts.map((part) => `<button>${escaped(part)}</button>`).join(' ')}</p>`;
  });
  return page(
    `body { background: #fff; color: #1d1c1d } p { margin: 0 0 8px } .soft { font-size: 13px; color: #616061 }
button { font: inherit; font-weight: 700; padding: 4px 12px; border: 1px solid #bbb; border-radius: 8px; background: transparent; color: inherit }
${bar} { body { background: #1a1d21; color: #d1d2d3 } .soft { color: #ababad } button { border-color: #565856 } }`,
    `<p><b>Twinlens</b></p>${shown.join('')}`,
  );
}

const DiscordMessage = Type.Object({
  embeds: Type.Array(
    Type.Object({
      title: Type.String(),
      url: Type.Optional(Type.String()),
      color: Type.Integer(),
      description: Type.String(),
    }),
  ),
});

export function discordPage(message: unknown): string {
  const inline = new MarkdownIt({ breaks: true });
  const shown = read(DiscordMessage, message).embeds.map(
    ({ title, color, description }) =>
      `<blockquote style="border-color:#${color.toString(16).padStart(6, '0')}"><a>${escaped(title)}</a>${inline.render(description)}</blockquote>`,
  );
  return page(
    `body { background: #fff; color: #313338 } blockquote { margin: 4px 0 0; padding: 8px 16px 8px 12px; max-width: 516px; border-left: 4px solid; border-radius: 4px; background: #f2f3f5; font-size: 14px }
a { color: #006ce7; font-weight: 600; font-size: 16px } p { margin: 8px 0 0 }
${bar} { body { background: #313338; color: #dbdee1 } blockquote { background: #2b2d31 } a { color: #00a8fc } }`,
    `<b>Twinlens</b>${shown.join('')}`,
  );
}

const TeamsMessage = Type.Object({
  attachments: Type.Array(Type.Object({ content: Type.Record(Type.String(), Type.Unknown()) })),
});

const require = createRequire(import.meta.url);

/** Colours as Teams has them, for what the renderer asks its host. */
const hosts = {
  light: {
    ink: '#242424',
    soft: '#616161',
    page: '#fff',
    good: '#237b4b',
    warning: '#8f5a00',
    bad: '#c4314b',
  },
  dark: {
    ink: '#fff',
    soft: '#adadad',
    page: '#292929',
    good: '#92c353',
    warning: '#f8d22a',
    bad: '#f9526b',
  },
};

export async function teamsPage(message: unknown, scheme: Scheme): Promise<string> {
  const [card] = read(TeamsMessage, message).attachments.map(({ content }) => content);
  const colours = hosts[scheme];
  const shade = (colour: string) => ({
    default: colour,
    subtle: colour === colours.ink ? colours.soft : colour,
  });
  const host = {
    fontFamily: 'system-ui, sans-serif',
    containerStyles: {
      default: {
        backgroundColor: colours.page,
        foregroundColors: {
          default: shade(colours.ink),
          good: shade(colours.good),
          warning: shade(colours.warning),
          attention: shade(colours.bad),
        },
      },
    },
  };
  const path = require.resolve('adaptivecards/dist/adaptivecards.min.js');
  const markdown = require.resolve('markdown-it/browser');
  const json = JSON.stringify({ card, host }).replaceAll('<', '\\u003c');
  return page(
    `body { background: ${colours.page}; color: ${colours.ink} } .ac-pushButton { font: inherit; padding: 5px 16px; border: 1px solid ${colours.soft}; border-radius: 4px; background: transparent; color: inherit }`,
    `<b>Twinlens</b><div id="card"></div>
<script>${await readFile(markdown, 'utf8')}</script><script>${await readFile(path, 'utf8')}</script>
<script>
const { card, host } = ${json};
const Renderer = globalThis.AdaptiveCards.AdaptiveCard;
Renderer.onProcessMarkdown = (text, result) => {
  result.outputHtml = globalThis.markdownit().render(text);
  result.didProcess = true;
};
const shown = new Renderer();
shown.hostConfig = new globalThis.AdaptiveCards.HostConfig(host);
shown.parse(card);
document.getElementById('card').append(shown.render());
</script>`,
  );
}

/** A comment on a pull request. */
export function commentPage(body: string, pictures: Map<string, Buffer>): string {
  let html = new MarkdownIt({ html: true }).render(body);
  for (const [src, png] of pictures) {
    html = html.replaceAll(src, `data:image/png;base64,${png.toString('base64')}`);
  }
  return page(
    `body { background: #fff; color: #1f2328; font-size: 14px } table { display: block; overflow-x: auto; border-collapse: collapse; margin: 0 0 16px } th, td { padding: 6px 13px; border: 1px solid #d1d9e0 } img { max-width: 100% }
code { font: 12px ui-monospace, monospace; padding: 2px 5px; border-radius: 6px; background: rgb(129 139 152 / 0.12) } a { color: #0969da }
${bar} { body { background: #0d1117; color: #f0f6fc } th, td { border-color: #3d444d } a { color: #4493f8 } }`,
    html,
  );
}
