import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // The server's content policy allows no data: addresses for scripts and styles.
    assetsInlineLimit: 0,
    target: 'baseline-widely-available',
  },
  worker: { format: 'es' },
});
