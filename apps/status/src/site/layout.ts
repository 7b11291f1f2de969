import { createHash } from 'node:crypto';
import type { Context } from '../context.ts';
import { Html, html } from './html.ts';
import { script, style } from './style.ts';

export interface Page {
  title: string;
  /** From here to the top of the site: '' or '../' as often as there are folders; pages work in any folder. */
  up: string;
  body: Html;
}

/** A whole document. Nothing in it needs another request, or a script. */
export const layout = ({ settings }: Context, { title, up, body }: Page): string => {
  const home = up === '' ? './' : up;
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · ${settings.name} status</title>
<link rel="alternate" type="application/atom+xml" title="Incidents" href="${up}history.atom">
<link rel="alternate" type="application/rss+xml" title="Incidents" href="${up}history.rss">
<style>${new Html(style)}</style></head>
<body><a class="skip" href="#content">Skip to content</a>
<header><p>${settings.name} status</p><nav aria-label="Pages"><a href="${home}">Now</a> <a href="${up}history/">History</a> <a href="${up}subscribe/">Subscribe</a></nav></header>
<main id="content">${body}</main>
<footer><p>Times are in UTC; with scripts, in your zone. This page is kept on a machine of its own.</p></footer>
<script>${new Html(script)}</script></body></html>
`;
  return page.text;
};

const sourceOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Only the style and the script every page has; nothing is fetched from anywhere. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  `style-src ${sourceOf(style)}`,
  `script-src ${sourceOf(script)}`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');
