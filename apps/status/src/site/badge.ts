import { escapeHtml } from './html.ts';

const colours: Record<string, string> = {
  none: '#17734a',
  operational: '#17734a',
  maintenance: '#1d4ed8',
  under_maintenance: '#1d4ed8',
  minor: '#8a5a00',
  degraded_performance: '#8a5a00',
  major: '#b3261e',
  partial_outage: '#b3261e',
  critical: '#8c1d18',
  major_outage: '#8c1d18',
};

/** About how wide a text is at 11 pixels; a badge that is a little too wide does no harm. Pixels. */
const widthOf = (text: string) => Math.ceil([...text].length * 6.6) + 14;

/** Two words beside each other, for pages of others. */
export function badge(label: string, text: string, state: string): string {
  const [left, right] = [widthOf(label), widthOf(text)];
  const [safeLabel, safeText] = [escapeHtml(label), escapeHtml(text)];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="20" role="img" aria-label="${safeLabel}: ${safeText}"><title>${safeLabel}: ${safeText}</title><rect width="${left}" height="20" fill="#3a4550"/><rect x="${left}" width="${right}" height="20" fill="${colours[state] ?? '#55616d'}"/><g fill="#fff" font-family="Verdana, DejaVu Sans, sans-serif" font-size="11" text-anchor="middle"><text x="${left / 2}" y="14">${safeLabel}</text><text x="${left + right / 2}" y="14">${safeText}</text></g></svg>
`;
}
