import { createRoot } from 'react-dom/client';
import { httpApi } from './api/http.ts';
import { App } from './app.tsx';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/forced-colors.css';
import { followTheme } from './theme/theme.ts';

followTheme();
const root = document.getElementById('root');
if (root) createRoot(root).render(<App api={httpApi} />);
