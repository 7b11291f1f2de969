/** Another server that keeps pictures: some that pages may read, some not, some it has lost. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ReviewApi } from '../src/api/review-api.ts';
import { drawPicture } from './drawing/draw-picture.ts';

export interface ForeignServer {
  origin: string;
  host: string;
  close(): Promise<void>;
}

/** What becomes of the pictures of the first rows; those of later rows are kept here. */
const foreignRows = ['readable', 'unreadable', 'missing'] as const;

export async function startForeignServer(): Promise<ForeignServer> {
  const server = createServer((request, response) => {
    const [, kind, side, row] =
      /^\/(readable|unreadable)\/([ab])0*([0-9a-f]+)\.png$/.exec(request.url ?? '') ?? [];
    if (kind === undefined || row === undefined) {
      response.writeHead(404, { 'access-control-allow-origin': '*' }).end();
      return;
    }
    if (kind === 'readable') response.setHeader('access-control-allow-origin', '*');
    response
      .writeHead(200, { 'content-type': 'image/png' })
      .end(drawPicture({ row: Number.parseInt(row, 16), side: side === 'b' ? 'before' : 'after' }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const host = `127.0.0.1:${port}`;
  return {
    origin: `http://${host}`,
    host,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** The same data, with the pictures of the first rows on another server. */
export function withForeignPictures(api: ReviewApi, origin: string): ReviewApi {
  function moved<Side extends { image: { url: string } }>(side: Side): Side {
    const [, name = '', row = ''] = /\/([ab]([0-9a-f]{31})\.png)$/.exec(side.image.url) ?? [];
    const kind = foreignRows[Number.parseInt(row, 16)];
    if (kind === undefined) return side;
    return { ...side, image: { ...side.image, url: `${origin}/${kind}/${name}` } };
  }
  return {
    ...api,
    async getReport(input) {
      const report = await api.getReport(input);
      return { ...report, snapshots: report.snapshots.map(moved) };
    },
    async listChanges(input) {
      const { total, changes } = await api.listChanges(input);
      return {
        total,
        changes: changes.map(({ before, after, ...change }) => ({
          ...change,
          before: before && moved(before),
          after: after && moved(after),
        })),
      };
    },
  };
}
