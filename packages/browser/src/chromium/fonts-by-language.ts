import type { CdpConnection } from '../cdp/connection.ts';
import { familyOfScript } from '../fonts/family-of-script.ts';

/**
 * Gives every page, before anything else is asked of it, a family for each script that has one of
 * its own: it is asked where the families that the page names for a text in such a language do not
 * have a character.
 */
export function chooseFontsByLanguage(connection: CdpConnection): void {
  const forScripts = Object.entries(familyOfScript).map(([script, family]) => ({
    script,
    fontFamilies: { standard: family },
  }));
  connection.root.on('Target.attachedToTarget', ({ sessionId }) => {
    connection
      .send(String(sessionId), 'Page.setFontFamilies', { fontFamilies: {}, forScripts })
      // The page is gone already, and whoever opened it will notice.
      .catch(() => undefined);
  });
}
