/**
 * The Chromium that comes with `npm ci`, unpacked once per machine and started with its own
 * libraries and fonts, so that page tests run where nothing else is installed.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';

const packageEntry = fileURLToPath(import.meta.resolve('@sparticuz/chromium'));

/** Runs in a child, because the package unpacks to the temporary folder of its own process only. */
const unpackScript = `
  const { default: chromium } = await import(process.argv[1]);
  await chromium.executablePath();
`;

/** Fonts are those of the package alone: the same glyphs on every machine. */
function fontsConfig(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(folder, 'fonts', 'fonts')}</dir>
  <cachedir>${join(folder, 'font-cache')}</cachedir>
</fontconfig>
`;
}

/** Unpacks beside the final place and renames, so that test files starting together cannot clash. */
async function unpack(folder: string): Promise<void> {
  const staging = await mkdtemp(`${folder}-`);
  await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', unpackScript, packageEntry],
    // The package brings the libraries a bare machine lacks, but unpacks them only where it
    // believes to be in that environment.
    { env: { ...process.env, TMPDIR: staging, AWS_LAMBDA_JS_RUNTIME: 'nodejs24.x' } },
  );
  await writeFile(join(staging, 'fonts', 'fonts.conf'), fontsConfig(folder));
  try {
    await rename(staging, folder);
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    if (!existsSync(join(folder, 'chromium'))) throw error;
  }
}

async function unpackedFolder(): Promise<string> {
  const manifest = await readFile(join(dirname(packageEntry), '..', 'package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  const folder = join(tmpdir(), `twinlens-chromium-${version}-${userInfo().uid}`);
  if (!existsSync(join(folder, 'chromium'))) await unpack(folder);
  return folder;
}

/** A headless Chromium under Playwright. The caller closes it. */
export async function launchChromium(): Promise<Browser> {
  const folder = await unpackedFolder();
  return chromium.launch({
    executablePath: join(folder, 'chromium'),
    args: ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none'],
    env: {
      ...process.env,
      LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
      FONTCONFIG_PATH: join(folder, 'fonts'),
    },
  });
}
