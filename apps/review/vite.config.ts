import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import babel from '@rolldown/plugin-babel';
import react, { reactCompilerPreset } from '@vitejs/plugin-react';
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
  plugins: [react(), babel({ presets: [reactCompilerPreset()] }), madeUpData, compressed],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // The server's content policy allows no data: addresses for scripts and styles.
    assetsInlineLimit: 0,
    target: 'baseline-widely-available',
    chunkSizeWarningLimit: 800,
    rolldownOptions: {
      checks: { pluginTimings: false },
      // One script and one style with what a first visit needs: each further file is a wait.
      output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } },
    },
  },
  worker: { format: 'es' },
});
