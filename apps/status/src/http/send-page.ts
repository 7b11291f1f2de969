import type { ServerResponse } from 'node:http';
import { contentSecurityPolicy } from '../site/layout.ts';
import { htmlType } from '../site/site.ts';

/** Answers a page that was made for one person. */
export function sendPage(response: ServerResponse, page: string): void {
  response.writeHead(200, {
    'content-type': htmlType,
    'cache-control': 'no-store',
    'content-security-policy': contentSecurityPolicy,
  });
  response.end(page);
}
