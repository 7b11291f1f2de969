/** What the pages show, by the names the contract gives it. */
import type { CallInput, Operations, ResponseOf } from '@twinlens/contract';

type ListQuery = NonNullable<CallInput<Operations['listChanges']>['query']>;

export type Me = ResponseOf<Operations['getMe']>;
export type Account = Me['accounts'][number];
export type Job = ResponseOf<Operations['getJob']>;
export type JobProject = Job['projects'][number];
export type ReviewState = Job['state'];
export type Comparison = ResponseOf<Operations['getComparison']>;
export type DeepCompare = NonNullable<Comparison['deepCompare']>;
export type AppliedPolicy = NonNullable<Comparison['policy']>;
export type ProjectPolicy = ResponseOf<Operations['getPolicy']>;
export type Policy = ProjectPolicy['policy'];
export type PolicyRule = Policy['rules'][number];
export type PassingClass = Policy['passes'][number];
export type BaselineCandidate = NonNullable<Comparison['baselineTrail']>[number];
export type Counts = Comparison['counts'];
export type Origins = NonNullable<Comparison['origins']>;
export type Review = NonNullable<Comparison['review']>;
export type Act = Comparison['history'][number];
export type ReviewScope = NonNullable<CallInput<Operations['decideComparison']>['body']['scope']>;
export type RowStanding = NonNullable<ListQuery['standing']>;
export type ChangeSize = NonNullable<ListQuery['size']>;
export type TargetBrowser = NonNullable<ListQuery['browser']>;
export type GroupBy = NonNullable<ListQuery['groupBy']>;
export type ChangeOrder = NonNullable<ListQuery['order']>;
export type Thread = ResponseOf<Operations['listThreads']>['threads'][number];
export type Place = NonNullable<Thread['place']>;
export type Onlooker = ResponseOf<Operations['tellPresence']>['others'][number];
export type ProjectOutageRule = ResponseOf<Operations['getOutageRule']>;
export type { OutageRule } from '@twinlens/contract';
export type ReviewRules = ResponseOf<Operations['getReviewRules']>['rules'];
export type Progress = NonNullable<Comparison['progress']>;
export type Change = ResponseOf<Operations['listChanges']>['changes'][number];
export type RowDecision = NonNullable<Change['decision']>;
export type SeenDifference = NonNullable<Change['difference']>;
/** What rows of a list are kept by, beside their names; null for all. */
export interface RowFilters {
  /** How they stand. */
  standing: RowStanding | null;
  /** Kind of difference. */
  difference: SeenDifference['class'];
  size: ChangeSize | null;
  component: string | null;
  target: string | null;
  browser: TargetBrowser | null;
  viewport: string | null;
  /** `mine`, `nobody`, or an e-mail address. */
  owner: string | null;
}
export type Difference = ResponseOf<Operations['getDifference']>;
export type SeenOperation = Difference['operations'][number];
/** What is shown of a change, or of any two snapshots. */
export interface ShownChange {
  component: string;
  variant: string;
  before: ShownSnapshot | null;
  after: ShownSnapshot | null;
}
export interface ShownSnapshot {
  image: Picture;
  /** What it looked like when it was captured again, where that was something else. */
  again?: Picture | null;
}
export type ChangeKind = keyof Counts;
export type Run = ResponseOf<Operations['listRuns']>['runs'][number];
export type SeenPicture = ResponseOf<Operations['getSnapshotHistory']>['pictures'][number];
export type ProjectComponent = ResponseOf<Operations['getComponent']>;
export type ComponentExample = ProjectComponent['examples'][number];
export type SnapshotCapture = ResponseOf<Operations['getSnapshotCapture']>;
export type Capture = NonNullable<SnapshotCapture['capture']>;
export type Retake = SnapshotCapture['retakes'][number];
export type SnapshotPair = ResponseOf<Operations['getSnapshotPair']>;
export type Picture = NonNullable<Change['before']>['image'];
export type ViolationCounts = NonNullable<Picture['accessibility']>['violations'];
export type AccessibilityResult = ResponseOf<Operations['getAccessibilityResult']>;
export type Violation = AccessibilityResult['violations'][number];
export type Impact = Violation['impact'];
export type ViolatingNode = Violation['nodes'][number];
export type Timings = NonNullable<Change['after']>['timings'];
export type AsyncReport = ResponseOf<Operations['getAsyncReport']>;
export type SnapRequestSummary = AsyncReport['requests'][number];
export type SnapRequest = ResponseOf<Operations['getSnapRequest']>;
export type Report = ResponseOf<Operations['getReport']>;
export type Snapshot = Report['snapshots'][number];
export type ApiKey = ResponseOf<Operations['listApiKeys']>['apiKeys'][number];
export type NewApiKey = ResponseOf<Operations['createApiKey']>;
export type Assistant = ResponseOf<Operations['listAssistants']>['assistants'][number];
export type AssistantRequest = CallInput<Operations['answerAssistantRequest']>['body']['request'];
export type Repository = ResponseOf<Operations['listRepositories']>['repositories'][number];
export type CaptureCache = ResponseOf<Operations['getCaptureCache']>;
export type TurnedOffExample = CaptureCache['turnedOff'][number];
export type Fleet = ResponseOf<Operations['getFleet']>;
export type FleetWorker = Fleet['workers'][number];
export type ApiDescription = ResponseOf<Operations['describeApi']>;
export type DescribedOperation = ApiDescription['paths'][string][string];
export type Destination = ResponseOf<Operations['listDestinations']>['destinations'][number];
export type DestinationKind = Destination['kind'];
export type NewDestination = CallInput<Operations['addDestination']>['body'];
export type WebhookEvent = Extract<Destination, { kind: 'webhook' }>['settings']['events'][number];
export type Delivery = ResponseOf<Operations['listDeliveries']>['deliveries'][number];
export type DeliveryState = Delivery['state'];
export type LoggedDelivery = ResponseOf<Operations['getDelivery']>;
export type DeliveryAttempt = LoggedDelivery['log'][number];
export type Notice = ResponseOf<Operations['listNotices']>['notices'][number];
export type NoticeSettings = ResponseOf<Operations['getNoticeSettings']>;
export type MailWays = NoticeSettings['ways'];
export type NoticeKind = keyof MailWays;
export type MailWay = MailWays[NoticeKind];
