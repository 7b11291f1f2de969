/** A server that is always ready. Run: node app.ts <address> <port> */
import { createServer } from 'node:http';

const [address = '', port = ''] = process.argv.slice(2);
createServer((_, response) => response.end('here')).listen(Number(port), address);
