export * from './api-key/find-secret.ts';
export * from './api-key/manage.ts';
export * from './context.ts';
export * from './person/first-start.ts';
export * from './person/sign-in-link.ts';
export * from './store/store.ts';
