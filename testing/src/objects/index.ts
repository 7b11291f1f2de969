/** Stores of objects. */
export { type Ceph, startCeph } from './ceph.ts';
export { type ObjectStore, startObjectStore } from './object-store.ts';
