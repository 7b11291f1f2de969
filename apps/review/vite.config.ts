import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** `npm run dev` shows the pages on made-up data; no server, no database. */
const madeUpData: Plugin = {
  name: 'made-up-data',
  apply: 'serve',
  async configureServer({ middlewares }) {
    const { createAnswers } = await import('./made-up/answers.ts');
    const { answer } = createAnswers();
    middlewares.use((request, response, next) => {
      answer(request, response).then((answered) => answered || next(), next);
    });
  },
};

/** Beside every script and style the same, compressed as far as it goes: the server sends that. */
const compressed: Plugin = {
  name: 'compressed',
  apply: 'build',
  async writeBundle({ dir = '' }, files) {
    for (const name of Object.keys(files).filter((file) => /\.(js|css)$/.test(file))) {
      const path = join(dir, name);
      await writeFile(`${path}.br`, brotliCompressSync(await readFile(path)));
    }
  },
};

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), madeUpData, compressed],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // The server's content policy allows no data: addresses for scripts and styles.
    assetsInlineLimit: 0,
    target: 'baseline-widely-available',
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  worker: { format: 'es' },
});
