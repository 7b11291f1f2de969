/**
 * The fonts that come with the worker: which files of which npm packages become which font. Why
 * these: docs/decisions/0009-fonts.md.
 */
export interface FontSource {
  /** Name of the file it becomes. */
  file: string;
  package: string;
  /** Path in the package; `undefined` takes all of its slices and joins them. */
  path: string | undefined;
}

/** Named by the family without spaces, as files of fonts usually are. */
function whole(family: string, packageName: string, path: string): FontSource {
  return { file: `${family}.ttf`, package: packageName, path };
}

/** Regular, bold, italic and bold italic of a family of the Expo project. */
function fourStyles(family: string): FontSource[] {
  return ['400Regular', '700Bold', '400Regular_Italic', '700Bold_Italic'].map((style) => ({
    file: `${family}-${style.slice(3)}.ttf`,
    package: `@expo-google-fonts/${family.toLowerCase()}`,
    path: `${style}/${family}_${style}.ttf`,
  }));
}

/** The slice of a script: its characters, and every rule for shaping them. */
function script(name: string): FontSource {
  const id = `noto-sans-${name.toLowerCase()}`;
  const path = `files/${id}-${name.toLowerCase()}-wght-normal.woff2`;
  return whole(`NotoSans${name}`, `@fontsource-variable/${id}`, path);
}

function han(region: string): FontSource {
  return {
    file: `NotoSans${region}.ttf`,
    package: `@fontsource-variable/noto-sans-${region.toLowerCase()}`,
    path: undefined,
  };
}

export const fontSet: readonly FontSource[] = [
  ...fourStyles('Arimo'),
  ...fourStyles('Tinos'),
  ...fourStyles('Cousine'),
  script('Arabic'),
  script('Devanagari'),
  script('Thai'),
  han('SC'),
  han('JP'),
  han('TC'),
  han('KR'),
  script('Symbols'),
  whole(
    'NotoSansSymbols2',
    '@fontsource/noto-sans-symbols-2',
    'files/noto-sans-symbols-2-symbols-400-normal.woff2',
  ),
  whole(
    'NotoSansMath',
    '@fontsource/noto-sans-math',
    'files/noto-sans-math-latin-400-normal.woff2',
  ),
  whole(
    'NotoColorEmoji',
    '@expo-google-fonts/noto-color-emoji',
    '400Regular/NotoColorEmoji_400Regular.ttf',
  ),
];
