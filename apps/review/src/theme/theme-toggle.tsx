import { useCallback, useMemo, useState } from 'react';
import { useKeyHint } from '../keys/key-hint.tsx';
import { useActions } from '../keys/use-actions.ts';
import { Icon } from '../ui/icon.tsx';
import { savedTheme, saveTheme, type Theme, themes } from './theme.ts';

const icons = { system: 'system', light: 'sun', dark: 'moon', contrast: 'contrast' } as const;

const words: Record<Theme, string> = {
  system: 'as the system',
  light: 'light',
  dark: 'dark',
  contrast: 'high contrast',
};

/** One button that goes round: as the system, light, dark, high contrast. */
export function ThemeToggle() {
  const [theme, setTheme] = useState<Theme>(savedTheme);
  const next = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'system';
  const label = `Colours: ${words[theme]}. Change to ${words[next]}`;
  const change = useCallback(() => {
    saveTheme(next);
    setTheme(next);
  }, [next]);
  useActions(useMemo(() => ({ 'page.colours': change }), [change]));
  const hint = useKeyHint('page.colours', label);
  return (
    <button
      type="button"
      className="button button-plain button-icon"
      aria-label={label}
      {...hint}
      onClick={change}
    >
      <Icon name={icons[theme]} />
    </button>
  );
}
