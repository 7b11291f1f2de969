import type { Appearance } from '../appearance.ts';

type Preference = string | number | boolean;

/** The same pixels everywhere. */
const pixels: Record<string, Preference> = {
  // Scroll bars lie over the page, and only while somebody scrolls.
  'ui.useOverlayScrollbars': 1,
  // There is no mouse, and pages are to look as if there were: a fine pointer that hovers.
  'ui.primaryPointerCapabilities': 6,
  'ui.allPointerCapabilities': 6,
  'general.smoothScroll': false,
  'ui.caretBlinkTime': 0,
  'gfx.color_management.mode': 0,
  'image.animation_mode': 'none',
  'media.autoplay.default': 5,
  'layout.css.devPixelsPerPx': '1.0',
  'intl.accept_languages': 'en-US, en',
  'privacy.reduceTimerPrecision': false,
};

/** Nothing but the pages asked for, and no way around the proxy. */
const network: Record<string, Preference> = {
  // Pages get a proxy each; what has none (the browser itself) gets an address nobody answers at.
  'network.proxy.type': 1,
  'network.proxy.http': '127.0.0.1',
  'network.proxy.http_port': 9,
  'network.proxy.ssl': '127.0.0.1',
  'network.proxy.ssl_port': 9,
  'network.proxy.no_proxies_on': '',
  'network.proxy.allow_hijacking_localhost': true,
  'network.proxy.failover_direct': false,
  'network.dns.disablePrefetch': true,
  'network.http.speculative-parallel-limit': 0,
  'network.prefetch-next': false,
  'network.predictor.enabled': false,
  'network.http.http3.enable': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'network.trr.mode': 5,
  'media.peerconnection.enabled': false,
  'dom.security.https_first': false,
};

const quiet: Record<string, Preference> = {
  'app.update.disabledForTesting': true,
  'app.normandy.enabled': false,
  'browser.newtabpage.enabled': false,
  'browser.startup.page': 0,
  'browser.startup.homepage_override.mstone': 'ignore',
  'browser.shell.checkDefaultBrowser': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.safebrowsing.downloads.remote.enabled': false,
  'browser.translations.enable': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'datareporting.healthreport.uploadEnabled': false,
  'toolkit.telemetry.server': '',
  'extensions.update.enabled': false,
  'extensions.getAddons.cache.enabled': false,
  'services.settings.server': 'data:,#remote-settings-dummy/v1',
  'signon.autofillForms': false,
  'dom.push.connection.enabled': false,
  // Files that are opened, asked for, or that want to be kept are none of a page's business here.
  'permissions.default.desktop-notification': 2,
  'permissions.default.geo': 2,
  'permissions.default.camera': 2,
  'permissions.default.microphone': 2,
  // A dialog that nobody answers.
  'print.enabled': false,
  // Driven browsers have no limit; thousands of addresses in a moment keep it from answering anybody.
  'dom.navigation.navigationRateLimit.count': 200,
};

/** What one process shows all its pages alike. */
export type ProcessAppearance = Pick<Appearance, 'reducedMotion' | 'colorScheme'>;

function appearancePreferences({ reducedMotion, colorScheme }: ProcessAppearance) {
  return {
    'ui.prefersReducedMotion': reducedMotion ? 1 : 0,
    'layout.css.prefers-color-scheme.content-override': colorScheme === 'dark' ? 0 : 1,
  };
}

/**
 * The file Firefox reads its preferences from as it starts.
 * @param readable Folder its pages may read from although they are in a sandbox: that of the fonts.
 */
export function preferencesFile(appearance: ProcessAppearance, readable: string): string {
  const all = {
    ...pixels,
    ...network,
    ...quiet,
    ...appearancePreferences(appearance),
    'security.sandbox.content.read_path_whitelist': `${readable}/`,
  };
  return Object.entries(all)
    .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
    .join('');
}
