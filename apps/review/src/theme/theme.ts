/** What the system says, unless a person chose here. Kept in this browser only. */
const key = 'twinlens.theme';

/** High contrast is light or dark as the system says. */
export const themes = ['system', 'light', 'dark', 'contrast'] as const;
export type Theme = (typeof themes)[number];

export function savedTheme(): Theme {
  const saved = localStorage.getItem(key);
  return themes.find((theme) => theme === saved) ?? 'system';
}

/** Whoever asked their system for more contrast has it in every theme. */
const wantsContrast = matchMedia('(prefers-contrast: more)');

export function applyTheme(theme: Theme): void {
  const { dataset } = document.documentElement;
  if (theme === 'light' || theme === 'dark') dataset.theme = theme;
  else delete dataset.theme;
  if (theme === 'contrast' || wantsContrast.matches) dataset.contrast = 'more';
  else delete dataset.contrast;
}

/** Shows the pages as chosen, and goes on doing so when the system changes its mind. */
export function followTheme(): void {
  applyTheme(savedTheme());
  wantsContrast.addEventListener('change', () => applyTheme(savedTheme()));
}

export function saveTheme(theme: Theme): void {
  if (theme === 'system') localStorage.removeItem(key);
  else localStorage.setItem(key, theme);
  applyTheme(theme);
}
