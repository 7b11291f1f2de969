import type { Work } from './lease-server.ts';
import type { BenchPackage } from './packages/package.ts';

/** What a v6 client asks for when its target has so many chunks; it names none when there is one. */
export function workOf({ zip }: BenchPackage, chunks: number): Work[] {
  return Array.from({ length: chunks }, (_, index) => ({
    payload: {
      viewport: '1024x768',
      freezeAnimations: 'last-frame',
      prefersReducedMotion: true,
      allowPointerEvents: true,
      staticPackage: 'bench.zip',
      ...(chunks > 1 && { chunk: { index, total: chunks } }),
    },
    package: zip,
  }));
}
