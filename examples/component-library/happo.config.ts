import { defineConfig } from 'happo';

export default defineConfig({
  endpoint: process.env.TWINLENS_URL ?? 'http://127.0.0.1:4750',
  apiKey: process.env.HAPPO_API_KEY,
  apiSecret: process.env.HAPPO_API_SECRET,
  integration: { type: 'storybook' },
  targets: { chrome: { type: 'chrome', viewport: '1024x768' } },
});
