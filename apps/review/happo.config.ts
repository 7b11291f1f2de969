import { defineConfig } from 'happo';

/** Where the Storybook was built already; without it the client builds one. */
const built = process.env.TWINLENS_STORYBOOK;

const desktop = '1280x844';
const phone = '390x844';

export default defineConfig({
  endpoint: process.env.TWINLENS_URL ?? 'http://127.0.0.1:4750',
  apiKey: process.env.HAPPO_API_KEY ?? '',
  apiSecret: process.env.HAPPO_API_SECRET ?? '',
  integration: {
    type: 'storybook',
    ...(built !== undefined && { outputDir: built, usePrebuiltPackage: true }),
  },
  targets: {
    desktop: { type: 'chrome', viewport: desktop, prefersColorScheme: 'light' },
    'desktop-dark': { type: 'chrome', viewport: desktop, prefersColorScheme: 'dark' },
    phone: { type: 'chrome', viewport: phone, prefersColorScheme: 'light' },
    accessibility: { type: 'accessibility', viewport: desktop },
  },
});
