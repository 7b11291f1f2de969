import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** `npm run dev` shows the pages on made-up data; no server, no database. */
const madeUpData: Plugin = {
  name: 'made-up-data',
  apply: 'serve',
  async configureServer({ middlewares }) {
    const { createAnswers } = await import('./test/made-up/answers.ts');
    const { answer } = createAnswers();
    middlewares.use((request, response, next) => {
      answer(request, response).then((answered) => answered || next(), next);
    });
  },
};

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), madeUpData],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // The server's content policy allows no data: addresses for scripts and styles.
    assetsInlineLimit: 0,
    target: 'baseline-widely-available',
  },
  worker: { format: 'es' },
});
