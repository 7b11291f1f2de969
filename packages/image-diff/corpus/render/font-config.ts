import { readFile } from 'node:fs/promises';

/**
 * A fontconfig file with the same fonts, drawn otherwise.
 * @param constants names of fontconfig's properties and constants, such as `hintstyle: 'hintslight'`
 */
export async function fontConfigWith(
  file: string,
  constants: Readonly<Record<string, string>>,
): Promise<string> {
  const edits = Object.entries(constants)
    .map(([name, value]) => `<edit name="${name}" mode="assign"><const>${value}</const></edit>`)
    .join('');
  const matches = ['pattern', 'font'].map((target) => `<match target="${target}">${edits}</match>`);
  return (await readFile(file, 'utf8')).replace(
    '</fontconfig>',
    `${matches.join('')}</fontconfig>`,
  );
}
