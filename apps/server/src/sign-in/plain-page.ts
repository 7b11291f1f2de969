/** Small pages that are written here and not part of the review pages. */
import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';

const style = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; }
main { box-sizing: border-box; width: 100%; max-width: 27rem; padding: 1.5rem; overflow-wrap: anywhere; }
h1 { font-size: 1.25rem; margin: 0 0 .5rem; }
p { margin: 0 0 1rem; }
label { display: grid; gap: .25rem; margin: 0 0 1rem; font-weight: 600; }
button, select { font: inherit; padding: .5rem 1.25rem; border-radius: .375rem; }
select { padding: .5rem .75rem; }
button { font-weight: 600; border: 0; color: #fff; background: #0a5fb4; cursor: pointer; }
button:focus-visible { outline: 3px solid #0a5fb4; outline-offset: 2px; }
button:disabled { opacity: .6; cursor: default; }
@media (prefers-color-scheme: dark) {
  button { color: #0b1622; background: #7cb7f5; }
  button:focus-visible { outline-color: #7cb7f5; }
}`;

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

export interface PlainPage {
  title: string;
  /** HTML of the page's main part; what is not ours in it must have been escaped. */
  content: string;
  /** Runs in the page, which may then call this server. */
  script?: string;
  /** The one origin that the page may show in a frame. */
  frameOrigin?: string;
}

/** Text as HTML, in an element or in an attribute's quotes. */
export const escapeHtml = (text: string) =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

export function sendPlainPage(reply: FastifyReply, status: number, page: PlainPage): FastifyReply {
  const { title, content, script, frameOrigin } = page;
  const policy = [
    "default-src 'none'",
    `style-src ${hashOf(style)}`,
    ...(script === undefined ? [] : [`script-src ${hashOf(script)}`, "connect-src 'self'"]),
    ...(frameOrigin === undefined ? [] : [`frame-src ${frameOrigin}`]),
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
  return reply
    .code(status)
    .header('content-type', 'text/html; charset=utf-8')
    .header('content-security-policy', policy)
    .send(`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>${style}</style>
<main>
${content}
</main>
${script === undefined ? '' : `<script>${script}</script>\n`}</html>
`);
}
