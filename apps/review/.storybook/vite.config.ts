import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { madeUpPictures } from './made-up-pictures.ts';

export default defineConfig({
  plugins: [react(), madeUpPictures],
  build: { target: 'baseline-widely-available' },
  worker: { format: 'es' },
});
