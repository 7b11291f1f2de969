/**
 * A mail as a page, of what mail programs show alike: tables, styles at the elements, and one rule for
 * those that know dark colours.
 */
import type { MailChange, MailFacts, MailItem } from '@twinlens/visual-tests';
import { escapeHtml } from '../../sign-in/plain-page.ts';
import { countsLine, nameOf, reasonOf, restOf, subjectOf } from './text.ts';

interface InlinePicture {
  cid: string;
  png: Uint8Array;
}

const cidOf = (item: number, change: number, side: 'before' | 'after') =>
  `picture-${item}-${change}-${side}`;

/** What the page shows by `cid:`. */
export function picturesOf({ items }: MailFacts): InlinePicture[] {
  return items.flatMap(({ changes }, item) =>
    changes.flatMap(({ before, after }, change) => [
      ...(before === null ? [] : [{ cid: cidOf(item, change, 'before'), png: before }]),
      ...(after === null ? [] : [{ cid: cidOf(item, change, 'after'), png: after }]),
    ]),
  );
}

const font = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

const style = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .page { background: #0f1116 !important; }
  .card { background: #171a21 !important; border-color: #282d38 !important; }
  .ink { color: #e9ebf1 !important; }
  .soft { color: #a0a8b9 !important; }
  .line { border-color: #282d38 !important; }
  .quote { background: #1e222b !important; border-color: #98a4ff !important; }
  .button { background: #98a4ff !important; }
  .button a { color: #10131c !important; }
  .link { color: #98a4ff !important; }
}
@media (max-width: 480px) {
  .card { padding: 16px !important; }
  .side { display: block !important; width: 100% !important; padding: 0 0 8px !important; }
}`;

export function htmlOf(facts: MailFacts): string {
  const { items } = facts;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(subjectOf(facts))}</title>
<style>${style}</style>
</head>
<body class="page" style="margin:0;padding:0;background:#f6f7f9">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" class="page" style="background:#f6f7f9">
<tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:640px">
<tr><td class="ink" style="${font};font-size:16px;font-weight:650;color:#171a21;padding:0 0 12px">Twinlens</td></tr>
${items.map(itemHtml).join('\n')}
<tr><td class="soft" style="${font};font-size:12px;line-height:1.6;color:#565d6d;padding:8px 0 0">
${escapeHtml(reasonOf(facts))}<br>
<a class="link" style="color:#4052d6" href="${escapeHtml(facts.settingsUrl)}">What you are told</a> &middot;
<a class="link" style="color:#4052d6" href="${escapeHtml(facts.unsubscribeUrl)}">No mail like this any more</a>
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`;
}

function itemHtml(item: MailItem, index: number): string {
  const counts = countsLine(item);
  const rest = restOf(item);
  return `<tr><td class="card" style="${font};background:#ffffff;border:1px solid #e1e4ea;border-radius:12px;padding:20px 24px">
<h1 class="ink" style="margin:0 0 8px;font-size:18px;line-height:1.35;font-weight:620;color:#171a21;word-break:break-word">${escapeHtml(item.text)}</h1>
${item.quote === null ? '' : quoteHtml(item.quote)}
${counts === null ? '' : `<p class="soft" style="margin:0 0 16px;font-size:14px;color:#565d6d">${counts}</p>`}
${item.changes.map((change, at) => changeHtml(change, index, at)).join('\n')}
${rest > 0 && item.changes.length > 0 ? `<p class="soft" style="margin:0 0 16px;font-size:14px;color:#565d6d">and ${rest} more</p>` : ''}
<table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr><td class="button" style="background:#4052d6;border-radius:7px">
<a href="${escapeHtml(item.url)}" style="display:inline-block;padding:10px 18px;${font};font-size:14px;font-weight:600;color:#ffffff;text-decoration:none">Look at it</a>
</td></tr></table>
</td></tr>
<tr><td style="height:12px;line-height:12px;font-size:12px">&nbsp;</td></tr>`;
}

function quoteHtml(quote: string): string {
  const text = escapeHtml(quote).replace(/\r?\n/g, '<br>');
  return `<p class="quote ink" style="margin:0 0 16px;padding:10px 14px;font-size:14px;line-height:1.5;color:#171a21;background:#f6f7f9;border-left:3px solid #4052d6;word-break:break-word">${text}</p>`;
}

function changeHtml(change: MailChange, item: number, index: number): string {
  const sides = (['before', 'after'] as const).filter((side) => change[side] !== null);
  const pictures = sides.map(
    (
      side,
    ) => `<td class="side" width="${sides.length === 2 ? '50%' : '100%'}" valign="top" style="padding:0 8px 0 0">
<div class="soft" style="font-size:12px;color:#565d6d;padding:0 0 4px">${side === 'before' ? 'Before' : 'After'}</div>
<img src="cid:${cidOf(item, index, side)}" alt="${side === 'before' ? 'Before' : 'After'}: ${escapeHtml(nameOf(change))}" style="display:block;max-width:100%;height:auto;background:#ffffff;border:1px solid #e1e4ea" class="line">
</td>`,
  );
  return `<div class="line" style="margin:0 0 16px;padding:12px 0 0;border-top:1px solid #e1e4ea">
<p class="ink" style="margin:0 0 8px;font-size:14px;color:#171a21;word-break:break-word"><b>${escapeHtml(change.kind)}</b> ${escapeHtml(nameOf(change))}</p>
${pictures.length === 0 ? '' : `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr>${pictures.join('')}</tr></table>`}
</div>`;
}
