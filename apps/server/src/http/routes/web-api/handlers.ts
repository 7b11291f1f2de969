import type { Auth } from '../../../sign-in/auth.ts';
import { apiKeyHandlers } from './api-keys.ts';
import { assistantHandlers } from './assistants.ts';
import { captureCacheHandlers } from './capture-cache.ts';
import { decisionHandlers } from './decisions.ts';
import { createDeliveryHandlers, type DeliveryNetwork } from './deliveries.ts';
import { fleetHandlers } from './fleet.ts';
import { historyHandlers } from './history.ts';
import { noticeHandlers } from './notices.ts';
import { outageRuleHandlers } from './outage-rules.ts';
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
export function createWebApiHandlers(auth: Auth, network: DeliveryNetwork) {
  return {
    ...createSessionHandlers(auth),
    ...resultHandlers,
    ...snapshotCaptureHandlers,
    ...historyHandlers,
    ...runHandlers,
    ...decisionHandlers,
    ...outageRuleHandlers,
    ...policyHandlers,
    ...reviewRulesHandlers,
    ...threadHandlers,
    ...presenceHandlers,
    ...noticeHandlers,
    ...apiKeyHandlers,
    ...assistantHandlers,
    ...repositoryHandlers,
    ...captureCacheHandlers,
    ...fleetHandlers,
    ...createDeliveryHandlers(network),
  };
}
