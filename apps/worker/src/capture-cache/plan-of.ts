import type { Plan, Remembered } from './plan.ts';
import { planDocuments } from './plan-documents.ts';
import { planPackage } from './plan-package.ts';
import type { Subject } from './subject.ts';

/** Decides which examples are as they were before, by everything that went into their pictures. */
export function planOf(subject: Subject, remembered: Remembered): Plan {
  return subject.kind === 'package'
    ? planPackage(subject.digests, remembered)
    : planDocuments(subject, remembered);
}
