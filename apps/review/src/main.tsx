import { createRoot } from 'react-dom/client';
// Before every screen's own: where two rules are as specific, the screen's counts.
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/forced-colors.css';
import { httpApi } from './api/http.ts';
import { App } from './app.tsx';
import { createPages } from './router.tsx';
import { followTheme } from './theme/theme.ts';

followTheme();
const root = document.getElementById('root');
if (root) createRoot(root).render(<App api={httpApi} pages={createPages()} />);
