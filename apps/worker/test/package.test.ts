import { TwinlensError } from '@twinlens/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultPackageLimits } from '../src/package/entries.ts';
import { readPackage } from '../src/package/read-package.ts';
import { makeTar, makeZip } from './archives.ts';

const files = { 'iframe.html': '<p>Hi</p>', 'img/a b.png': 'not really' };

function texts(read: Map<string, Buffer>): Record<string, string> {
  return Object.fromEntries([...read].map(([name, bytes]) => [name, bytes.toString()]));
}

describe('a good package', () => {
  it('is read from a zip', async () => {
    const zip = makeZip(Object.entries(files).map(([name, content]) => ({ name, content })));
    expect(texts(await readPackage(zip))).toEqual(files);
  });

  it('is read from a tar compressed with zstd, long names and folders included', async () => {
    const long = `${'deep/'.repeat(40)}file.js`;
    const tar = await makeTar([
      { name: 'img/', type: 'directory' },
      ...Object.entries(files).map(([name, content]) => ({ name: `./${name}`, content })),
      { name: long, content: 'x' },
    ]);
    expect(texts(await readPackage(tar))).toEqual({ ...files, [long]: 'x' });
  });

  it('may be empty', async () => {
    expect((await readPackage(makeZip([]))).size).toBe(0);
  });
});

const badNames = [
  '../up',
  'a/../../up',
  '/etc/passwd',
  'C:/x',
  'a\\..\\b',
  `${'n'.repeat(2000)}`,
  'a\nb',
  './',
];

describe('a hostile package', () => {
  it.each(badNames)('with the name %j is refused', async (name) => {
    const given = name.endsWith('/') ? `${name}.` : name;
    await expect(readPackage(makeZip([{ name: given, content: 'x' }]))).rejects.toThrow(
      TwinlensError,
    );
    await expect(readPackage(await makeTar([{ name: given, content: 'x' }]))).rejects.toThrow(
      TwinlensError,
    );
  });

  it('with one name twice is refused', async () => {
    const twice = [
      { name: 'a/b', content: '1' },
      { name: 'a/./b', content: '2' },
    ];
    await expect(readPackage(makeZip(twice))).rejects.toThrow('twice');
    await expect(readPackage(await makeTar(twice))).rejects.toThrow('twice');
  });

  it('with links or devices is refused', async () => {
    const link = makeZip([{ name: 'l', content: '/etc/passwd', mode: 0o120777 }]);
    await expect(readPackage(link)).rejects.toThrow('link or a device');
    for (const type of ['symlink', 'link', 'character-device', 'fifo'] as const) {
      const tar = await makeTar([{ name: 'x', type, linkname: '/etc/passwd', size: 0 }]);
      await expect(readPackage(tar)).rejects.toThrow(`is a ${type}`);
    }
  });

  it('that grows out of proportion is refused', async () => {
    const zeroes = Buffer.alloc(60_000_000);
    await expect(readPackage(makeZip([{ name: 'a', content: zeroes }]))).rejects.toThrow('times');
    await expect(readPackage(await makeTar([{ name: 'a', content: zeroes }]))).rejects.toThrow(
      'times',
    );
  });

  it('that lies about the size of a file is refused', async () => {
    const zip = makeZip([{ name: 'a', content: Buffer.alloc(100_000), claimedSize: 10 }]);
    await expect(readPackage(zip)).rejects.toThrow('The package cannot be read');
  });

  it('over a limit is refused', async () => {
    const zip = makeZip(['a', 'b', 'c'].map((name) => ({ name, content: 'four' })));
    const read = (limits: Partial<typeof defaultPackageLimits>) =>
      readPackage(zip, { ...defaultPackageLimits, ...limits });
    await expect(read({ maxEntries: 2 })).rejects.toThrow('more than 2 entries');
    await expect(read({ maxFileBytes: 3 })).rejects.toThrow('larger than 3 bytes');
    await expect(read({ maxTotalBytes: 11 })).rejects.toThrow('more than 11 bytes');
    expect((await read({ maxEntries: 3, maxFileBytes: 4, maxTotalBytes: 12 })).size).toBe(3);
  });

  it('of another format is refused', async () => {
    await expect(readPackage(Buffer.from('Rar!....'))).rejects.toThrow('neither a zip nor a tar');
    await expect(readPackage(Buffer.alloc(0))).rejects.toThrow('neither a zip nor a tar');
  });

  it('that is damaged anywhere is read or refused, and nothing else', async () => {
    const zip = makeZip([{ name: 'a', content: 'content of the file' }]);
    const tar = await makeTar([{ name: 'a', content: 'content of the file' }]);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(zip, tar),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (whole, at, change) => {
          const damaged = Buffer.from(whole);
          const index = at % damaged.length;
          damaged[index] = (damaged[index] ?? 0) ^ change;
          for (const bytes of [damaged, whole.subarray(0, index)]) {
            await readPackage(bytes).catch((error: unknown) => {
              expect(error).toBeInstanceOf(TwinlensError);
            });
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
