/**
 * The family for text whose `lang` implies a script, by its ISO 15924 code. Han characters look
 * different in China, Taiwan, Japan and Korea, and nothing but the language says how; the others get
 * their bold that way, which Chromium otherwise only imitates.
 */
export const familyOfScript: Readonly<Record<string, string>> = {
  Hans: 'Noto Sans SC',
  Hant: 'Noto Sans TC',
  Jpan: 'Noto Sans JP',
  Hang: 'Noto Sans KR',
  Arab: 'Noto Sans Arabic',
  Deva: 'Noto Sans Devanagari',
  Thai: 'Noto Sans Thai',
};
