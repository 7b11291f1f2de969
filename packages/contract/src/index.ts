/** The wire: schemas, errors and operations. Pure; runs in Node and in the browser. */
export * from './client.ts';
export * from './client-api/flake.ts';
export * from './client-api/reports.ts';
export * from './client-api/snap-requests.ts';
export * from './errors.ts';
export * from './fields.ts';
export * from './operation.ts';
export * from './operations.ts';
export * from './payload/payload.ts';
export * from './supervision.ts';
export * from './target-types.ts';
export * from './web-api/api-keys.ts';
export * from './web-api/comparisons.ts';
export * from './web-api/jobs.ts';
export * from './web-api/reports.ts';
export * from './web-api/session.ts';
export * from './worker-api/leases.ts';
