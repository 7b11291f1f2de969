import { useCallback, useMemo, useState } from 'react';
import { useKeyHint } from '../keys/key-hint.tsx';
import { useActions } from '../keys/use-actions.ts';
import { Icon } from '../ui/icon.tsx';
import { savedTheme, saveTheme, type Theme, themes } from './theme.ts';

const icons = { system: 'contrast', light: 'sun', dark: 'moon' } as const;

/** One button that goes round: as the system, light, dark. */
export function ThemeToggle() {
  const [theme, setTheme] = useState<Theme>(savedTheme);
  const next = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'system';
  const label = `Colours: ${theme}. Change to ${next}`;
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
