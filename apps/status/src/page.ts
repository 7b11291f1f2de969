import type { Component, ComponentState } from './monitor.ts';

const words: Record<ComponentState, string> = {
  unknown: 'Not checked yet',
  operational: 'Operational',
  major_outage: 'Major outage',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function headline(components: Component[]): { state: ComponentState; text: string } {
  if (components.some(({ state }) => state === 'major_outage')) {
    const down = components.filter(({ state }) => state === 'major_outage').map(({ name }) => name);
    return { state: 'major_outage', text: `Outage: ${down.join(', ')}` };
  }
  if (components.some(({ state }) => state === 'unknown'))
    return { state: 'unknown', text: 'First check under way' };
  return { state: 'operational', text: 'All systems operational' };
}

const style = `
:root { color-scheme: light dark; --ink: #17202a; --soft: #5b6773; --line: #dde2e7; --paper: #fbfcfd;
  --operational: #17734a; --major_outage: #b3261e; --unknown: #5b6773 }
@media (prefers-color-scheme: dark) { :root { --ink: #e8edf2; --soft: #9aa7b4; --line: #2a333d; --paper: #11161b;
  --operational: #54c78e; --major_outage: #ff8a80; --unknown: #9aa7b4 } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif }
main { max-width: 44rem; margin: 0 auto; padding: 3rem 1.25rem }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 2rem; padding-left: .9rem; border-left: .3rem solid currentColor }
ul { list-style: none; margin: 0; padding: 0; border-top: 1px solid var(--line) }
li { display: flex; flex-wrap: wrap; gap: .25rem 1rem; padding: .9rem 0; border-bottom: 1px solid var(--line) }
strong { flex: 1 } small { flex-basis: 100%; color: var(--soft) }
.operational { color: var(--operational) } .major_outage { color: var(--major_outage) } .unknown { color: var(--unknown) }
`;

/** The page people look at while everything else is down: one file, no scripts, nothing to fetch. */
export function renderPage(components: Component[]): string {
  const { state, text } = headline(components);
  const rows = components.map(
    (component) =>
      `<li><strong>${escapeHtml(component.name)}</strong><span class="${component.state}">${words[component.state]}</span>` +
      `<small>${escapeHtml(component.seen)}${component.checkedAt ? `, ${escapeHtml(component.checkedAt)}` : ''}</small></li>`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="15"><title>${escapeHtml(text)} · Twinlens status</title><style>${style}</style></head>
<body><main><h1 class="${state}">${escapeHtml(text)}</h1><ul>${rows.join('')}</ul></main></body></html>
`;
}
