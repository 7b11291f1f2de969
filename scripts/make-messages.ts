/**
 * Makes `docs/messages.md` and its pictures: mail, chat messages and the comment on a pull request, as a
 * real installation sent them, through real mail, and HTTP. Run it when one of them looks different:
 * `npm run messages`.
 */
import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { launchChromium } from '@twinlens/testing/browser';
import sharp from 'sharp';
import {
  commentPage,
  discordPage,
  mailPage,
  type Scheme,
  slackPage,
  teamsPage,
} from './messages/look.ts';
import { sendMessages } from './messages/send.ts';

const root = join(import.meta.dirname, '..');
const docs = join(root, 'docs');
const pictures = join(docs, 'messages');

/** Pixels: a desktop's window of mail, a phone, the column of a chat. */
const widths = { desktop: 800, phone: 390, chat: 560 };
const schemes: Scheme[] = ['light', 'dark'];
const colours = 128;

interface Shown {
  title: string;
  sizes: (keyof typeof widths)[];
  html: (scheme: Scheme) => string | Promise<string>;
}

console.log('Starting Twinlens, and having it tell.');
const { mails, rooms, comment } = await sendMessages();
const eachWidth: Shown['sizes'] = ['desktop', 'phone'];
const shown: Shown[] = [
  ...mails.map((mail) => ({
    title: `Mail: ${mail.mail.subject}`,
    sizes: eachWidth,
    html: () => mailPage(mail),
  })),
  {
    title: 'Comment on a pull request',
    sizes: eachWidth,
    html: () => commentPage(comment.body, comment.pictures),
  },
  ...(
    [
      ['Slack', rooms.slack, slackPage],
      ['Teams', rooms.teams, teamsPage],
      ['Discord', rooms.discord, discordPage],
    ] as const
  ).flatMap(([chat, messages, html]) =>
    messages.map((message, index) => ({
      title: `${chat}, ${index + 1}`,
      sizes: ['chat' as const],
      html: (scheme: Scheme) => html(message, scheme),
    })),
  ),
];

const fileOf = (title: string, size: string, scheme: string) =>
  `${`${title} ${size} ${scheme}`.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.png`;

await rm(pictures, { recursive: true, force: true });
await mkdir(pictures);
const browser = await launchChromium();
for (const { title, sizes, html } of shown) {
  for (const size of sizes) {
    for (const colorScheme of schemes) {
      const viewport = { width: widths[size], height: 200 };
      const page = await browser.newPage({ colorScheme, viewport });
      await page.setContent(await html(colorScheme));
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      if (wide > viewport.width)
        throw new Error(`${title} is ${wide} pixels wide at ${viewport.width}`);
      const png = await page.screenshot({ fullPage: true });
      await page.close();
      const small = await sharp(png).png({ palette: true, colours, effort: 10 }).toBuffer();
      await writeFile(join(pictures, fileOf(title, size, colorScheme)), small);
    }
  }
}
await browser.close();

const head = `# What people are told

Mail, comments and chat messages, as an installation sent them of one comparison, of a decision on it, and of a run that failed.
Made by \`npm run messages\`. Mail is shown by Chromium. Cards of Teams are laid out by \`adaptivecards\`, Microsoft's own renderer; messages
of Slack and Discord by a small one of ours (\`scripts/messages/look.ts\`), which knows the parts that are sent and shows how they
read, not how either of them looks to the pixel; the comment by a renderer of Markdown, with colours near those of GitHub.
`;
const parts = shown.map(({ title, sizes }) => {
  const rows = sizes.map(
    (size) =>
      `| ${schemes.map((scheme) => `![${title}, ${size}, ${scheme}](messages/${fileOf(title, size, scheme)})`).join(' | ')} |`,
  );
  return `## ${title}\n\n| light | dark |\n| --- | --- |\n${rows.join('\n')}\n`;
});
const file = join(docs, 'messages.md');
await writeFile(file, [head, ...parts].join('\n'));
await promisify(execFile)('node_modules/.bin/biome', ['format', '--write', file], { cwd: root });
console.log(`${shown.length} messages.`);
