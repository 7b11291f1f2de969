import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { access, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { extract } from 'tar-stream';

/** An unpacked browser, ready to start. */
export interface ChromiumFiles {
  executable: string;
  /** Shared libraries a bare system lacks. */
  libraries: string;
  /** A fontconfig file that knows the bundled fonts and no others. */
  fontConfig: string;
}

const packageFile = createRequire(import.meta.url).resolve('@sparticuz/chromium');
const packageFolder = join(packageFile, '..', '..');

async function unpackFile(source: string, target: string): Promise<void> {
  const file = createWriteStream(target, { mode: 0o755 });
  await pipeline(createReadStream(source), createBrotliDecompress({ chunkSize: 1 << 20 }), file);
}

async function unpackTar(source: string, folder: string): Promise<void> {
  const entries = extract();
  const reading = pipeline(createReadStream(source), createBrotliDecompress(), entries);
  for await (const entry of entries) {
    if (entry.header.type === 'file') {
      const target = join(folder, entry.header.name);
      await mkdir(join(target, '..'), { recursive: true });
      await pipeline(entry, createWriteStream(target, { mode: 0o755 }));
    } else {
      entry.resume();
    }
  }
  await reading;
}

/** Fonts decide pixels: those of the machine stay out, so that pictures are alike everywhere. */
function fontConfigOf(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts</dir>
  <cachedir>${folder}/font-cache</cachedir>
</fontconfig>
`;
}

/** Folders of unpackings that were interrupted; the age protects those still going on. */
async function removeAbandoned(cache: string): Promise<void> {
  const hour = 3_600_000;
  for (const name of await readdir(cache)) {
    if (!name.startsWith('unpacking-')) continue;
    const path = join(cache, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > hour) await rm(path, { recursive: true, force: true });
  }
}

function filesIn(folder: string): ChromiumFiles {
  return {
    executable: join(folder, 'chromium'),
    libraries: join(folder, 'lib'),
    fontConfig: join(folder, 'fonts.conf'),
  };
}

/** Unpackings this process is at: browsers started side by side wait for one. */
const ongoing = new Map<string, Promise<ChromiumFiles>>();

/**
 * Unpacks the browser that came with the npm package into a folder of its own version, unless it is
 * there. Any number of processes may do so at once, and any may be killed half way: the folder
 * appears complete, by one rename, or not at all.
 * @param cache Folder for unpacked browsers; created if missing.
 */
export function unpackChromium(cache: string): Promise<ChromiumFiles> {
  const unpacking = ongoing.get(cache) ?? unpack(cache).finally(() => ongoing.delete(cache));
  ongoing.set(cache, unpacking);
  return unpacking;
}

async function unpack(cache: string): Promise<ChromiumFiles> {
  const manifest = await readFile(join(packageFolder, 'package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  const folder = join(cache, `chromium-${version}-${process.arch}`);
  const there = await access(folder).then(
    () => true,
    () => false,
  );
  if (there) return filesIn(folder);

  await mkdir(cache, { recursive: true, mode: 0o700 });
  await removeAbandoned(cache);
  const staging = join(cache, `unpacking-${randomUUID()}`);
  await mkdir(staging, { mode: 0o700 });
  try {
    const bin = join(packageFolder, 'bin');
    await Promise.all([
      unpackFile(join(bin, 'chromium.br'), join(staging, 'chromium')),
      ...['al2023', 'swiftshader', 'fonts'].map((name) =>
        unpackTar(join(bin, `${name}.tar.br`), staging),
      ),
    ]);
    await writeFile(join(staging, 'fonts.conf'), fontConfigOf(folder));
    await rename(staging, folder).catch(async (error: NodeJS.ErrnoException) => {
      const another = error.code === 'ENOTEMPTY' || error.code === 'EEXIST';
      if (!another) throw error;
    });
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
  return filesIn(folder);
}
