/** What the status program answers besides its pages, in one list. It is not the server: see docs/decisions/0038. */
import type { AnyOperation } from '../operation.ts';
import {
  editUpdate,
  listTemplates,
  openIncident,
  putTemplate,
  updateIncident,
  writePostmortem,
} from './incidents.ts';
import { listStandIns } from './stand-ins.ts';

export const statusOperations = {
  openIncident,
  updateIncident,
  editUpdate,
  writePostmortem,
  listTemplates,
  putTemplate,
  listStandIns,
} as const satisfies Record<string, AnyOperation>;

export type StatusOperations = typeof statusOperations;
