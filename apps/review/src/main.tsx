import { createRoot } from 'react-dom/client';
// Before every screen's own: where two rules are as specific, the screen's counts.
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import { httpApi } from './api/http.ts';
import { App } from './app.tsx';
import { applyTheme, savedTheme } from './theme/theme.ts';

applyTheme(savedTheme());
const root = document.getElementById('root');
if (root) createRoot(root).render(<App api={httpApi} />);
