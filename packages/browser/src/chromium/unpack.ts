import { createRequire } from 'node:module';
import { join } from 'node:path';
import { unpackFonts } from '../fonts/unpack-fonts.ts';
import { unpackFile, unpackTar } from '../unpacking/archives.ts';
import { wholeFolder } from '../unpacking/whole-folder.ts';

/** An unpacked browser, ready to start. */
export interface ChromiumFiles {
  executable: string;
  /** Shared libraries a bare system lacks. */
  libraries: string;
  /** A fontconfig file that knows the bundled fonts and no others. */
  fontConfig: string;
}

const require = createRequire(import.meta.url);
const packageFolder = join(require.resolve('@sparticuz/chromium'), '..', '..');
const { version } = require(join(packageFolder, 'package.json')) as { version: string };

/** Names the browser that is unpacked: version and processor. */
export const chromiumBuild = `chromium-${version}-${process.arch}`;

function packed(name: string): string {
  return join(packageFolder, 'bin', `${name}.br`);
}

async function unpackBrowser(staging: string): Promise<void> {
  await Promise.all([
    unpackFile(packed('chromium'), join(staging, 'chromium')),
    ...['al2023.tar', 'swiftshader.tar'].map((name) => unpackTar(packed(name), staging)),
  ]);
}

/**
 * Unpacks the bundled fonts alone, for other engines.
 * @returns A fontconfig file that knows them and no others.
 */
export function unpackBundledFonts(cache: string): Promise<string> {
  return unpackFonts(cache, packed('fonts.tar'));
}

/**
 * Unpacks the browser that came with the npm package, and the fonts, into folders of their own
 * versions, unless they are there.
 * @param cache Folder for unpacked browsers; created if missing.
 */
export async function unpackChromium(cache: string): Promise<ChromiumFiles> {
  const [folder, fontConfig] = await Promise.all([
    wholeFolder(cache, chromiumBuild, unpackBrowser),
    unpackBundledFonts(cache),
  ]);
  return { executable: join(folder, 'chromium'), libraries: join(folder, 'lib'), fontConfig };
}
