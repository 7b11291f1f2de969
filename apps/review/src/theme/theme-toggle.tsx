import { useState } from 'react';
import { Icon } from '../ui/icon.tsx';
import { savedTheme, saveTheme, type Theme, themes } from './theme.ts';

const icons = { system: 'contrast', light: 'sun', dark: 'moon' } as const;

/** One button that goes round: as the system, light, dark. */
export function ThemeToggle() {
  const [theme, setTheme] = useState<Theme>(savedTheme);
  const next = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'system';
  const label = `Colours: ${theme}. Change to ${next}`;
  return (
    <button
      type="button"
      className="button button-plain button-icon"
      aria-label={label}
      title={label}
      onClick={() => {
        saveTheme(next);
        setTheme(next);
      }}
    >
      <Icon name={icons[theme]} />
    </button>
  );
}
