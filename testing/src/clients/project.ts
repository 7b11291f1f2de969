/**
 * A customer's project for one client and integration. Every project draws the component `Box`,
 * variant `default`, whose picture has the look's colour at pixel (10,10); written again with
 * another colour, exactly that picture changes.
 */
import type { LaunchOptions } from 'playwright-core';

export interface Look {
  /** As `#rrggbb`. */
  color: string;
  /** The browser of integrations that drive one. */
  browser?: Pick<LaunchOptions, 'executablePath' | 'args' | 'env'>;
}

export interface ClientProject {
  folder: string;
  /** What the client is called with, after the options that name the commits. */
  args: string[];
  /** What the client needs in its environment. */
  env?: Record<string, string>;
}

/** The configuration every project has for version 6: where to, and one target named `chrome`. */
export function configuration(integration: string): string {
  return `export default {
  endpoint: process.env.TWINLENS_URL,
  apiKey: process.env.HAPPO_API_KEY,
  apiSecret: process.env.HAPPO_API_SECRET,
  integration: ${integration},
  targets: { chrome: { type: 'chrome', viewport: '400x300' } },
};
`;
}

/** A coloured box, as HTML. */
export const boxOf = (color: string) =>
  `<div style="width:120px;height:60px;background:${color}"></div>`;
