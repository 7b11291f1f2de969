export * from './context.ts';
export * from './store/store.ts';
