import type { Auth } from '../../../sign-in/auth.ts';
import { apiKeyHandlers } from './api-keys.ts';
import { assistantHandlers } from './assistants.ts';
import { captureCacheHandlers } from './capture-cache.ts';
import { decisionHandlers } from './decisions.ts';
import { createDeliveryHandlers } from './deliveries.ts';
import { historyHandlers } from './history.ts';
import { policyHandlers } from './policies.ts';
import { presenceHandlers } from './presence.ts';
import { repositoryHandlers } from './repositories.ts';
import { resultHandlers } from './results.ts';
import { reviewRulesHandlers } from './review-rules.ts';
import { runHandlers } from './runs.ts';
import { createSessionHandlers } from './session.ts';
import { snapshotCaptureHandlers } from './snapshot-captures.ts';
import { threadHandlers } from './threads.ts';

/** What the review pages call. */
/** @param allowPrivate whether destinations may be in private networks */
export function createWebApiHandlers(auth: Auth, allowPrivate: boolean) {
  return {
    ...createSessionHandlers(auth),
    ...resultHandlers,
    ...snapshotCaptureHandlers,
    ...historyHandlers,
    ...runHandlers,
    ...decisionHandlers,
    ...policyHandlers,
    ...reviewRulesHandlers,
    ...threadHandlers,
    ...presenceHandlers,
    ...apiKeyHandlers,
    ...assistantHandlers,
    ...repositoryHandlers,
    ...captureCacheHandlers,
    ...createDeliveryHandlers(allowPrivate),
  };
}
