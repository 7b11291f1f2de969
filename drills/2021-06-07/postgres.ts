/** PostgreSQL of the tests, on the machine this is started on; prints its address. */
import { startPostgres } from '@twinlens/testing';

const postgres = await startPostgres();
process.stdout.write(`${postgres.url}\n`);
process.on('SIGTERM', () => void postgres.stop().then(() => process.exit(0)));
