/** The `.happo.js` of the clients before version 6. */
export function legacyConfiguration(more = ''): string {
  return `const { RemoteBrowserTarget } = require('happo.io');

module.exports = {
  endpoint: process.env.TWINLENS_URL,
  apiKey: process.env.HAPPO_API_KEY,
  apiSecret: process.env.HAPPO_API_SECRET,
  targets: { chrome: new RemoteBrowserTarget('chrome', { viewport: '400x300' }) },
  ${more}
};
`;
}
