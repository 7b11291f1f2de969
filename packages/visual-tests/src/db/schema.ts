/** The tables of migrations/*.sql, as types. Meanings are explained there. */
import type {
  DeepCompare,
  DifferenceClass,
  OutagePolicy,
  Place,
  Policy,
  ReviewRules,
  ReviewScope,
  SeenOperation,
  ViolationCounts,
} from '@twinlens/contract';
import type { ColumnType, Generated } from 'kysely';
import type {
  AssistantClientTable,
  AssistantCodeTable,
  AssistantTable,
  AssistantTokenTable,
} from '../assistant/tables.ts';
import type {
  DeliveryAttemptTable,
  DeliveryTable,
  DestinationTable,
  PullRequestTable,
  QueuedCommitTable,
  SilentHostTable,
} from '../delivery/tables.ts';
import type { FollowTable, MailWayTable, NoticeTable } from '../notice/tables.ts';
import type {
  AttemptTable,
  PersonTable,
  SignInCredentialTable,
  SignInLinkTable,
} from '../person/tables.ts';
import type { CalibrationTable, WorkerTable, WorkerTokenTable } from '../worker/tables.ts';

type CreatedAt = ColumnType<Date, Date | undefined, never>;
type MaybeTime = ColumnType<Date | null, Date | null | undefined, Date | null>;
type MaybeJson<T> = ColumnType<T | null, string | null | undefined, string | null>;

export interface AccountTable {
  id: Generated<number>;
  name: string;
  image_key: Uint8Array;
  created_at: CreatedAt;
}

export interface InstallationTable {
  store_mark: string;
  is_marked: Generated<boolean>;
}

export interface ProjectTable {
  id: Generated<number>;
  account_id: number;
  name: string;
  policy: MaybeJson<Policy>;
  review_rules: MaybeJson<ReviewRules>;
  created_at: CreatedAt;
}

export interface OutageRuleTable {
  id: Generated<number>;
  project_id: number;
  policy: OutagePolicy | null;
  after_seconds: number | null;
  chosen_by: string | null;
  chosen_by_name: string;
  created_at: CreatedAt;
}

export type KeyKind = 'machine' | 'person' | 'workflow' | 'pull-request';

export interface ApiKeyTable {
  key: string;
  account_id: number;
  label: string;
  sealed_secret: Uint8Array;
  created_at: CreatedAt;
  last_used_at: MaybeTime;
  revoked_at: MaybeTime;
  kind: ColumnType<KeyKind, KeyKind | undefined, KeyKind>;
  expires_at: MaybeTime;
  project: string | null;
  belongs_to: string | null;
}

export interface RepositoryTable {
  id: Generated<number>;
  name: string;
  account_id: number;
  workflows: boolean;
  pull_requests: boolean;
  created_at: CreatedAt;
}

export interface MembershipTable {
  account_id: number;
  user_id: string;
  role: 'admin' | 'member';
  created_at: CreatedAt;
}

export interface PackageTable {
  account_id: number;
  hash: string;
  bytes: number;
  uploaded_at: CreatedAt;
}

/** A part of a picture, in pixels. */
export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface ImageTable {
  id: Generated<number>;
  account_id: number;
  pixel_hash: string | null;
  hash: string;
  foreign_url: string | null;
  width: number | null;
  height: number | null;
  frame_count: number | null;
  duration_ms: number | null;
  bytes: number | null;
  picture_hash: string | null;
  violations: MaybeJson<ViolationCounts>;
  ignored: MaybeJson<Area[]>;
  /** By which rule its pixels were made a name; null for not known. */
  naming: Generated<number | null>;
  created_at: CreatedAt;
  compress_at: MaybeTime;
}

export interface StripTable {
  account_id: number;
  digest: Uint8Array;
  image_id: number;
  place: number;
  width: number;
  rows: number;
  channels: 3 | 4;
}

export interface ImageAliasTable {
  account_id: number;
  caller_hash: string;
  image_id: number;
}

export interface ImageOriginTable {
  account_id: number;
  origin: string;
}

/** One snapshot of a finished snap-request, before it belongs to a report. */
export interface ResultEntry {
  component: string;
  variant: string;
  target: string;
  imageId: number;
  renderMs: number;
  waitMs: number;
  screenshotMs: number;
  /** Present, and true, when the picture was copied from an earlier capture. */
  copied?: boolean;
  /** Id of the image it looked like when it was captured again, where that is another one. */
  again?: number;
}

export interface ExtendsReport {
  projectId: number;
  extendsSha: string;
  extendedSnaps: SkippedExample[];
}

export interface LogEntry {
  atMs: number;
  level: 'info' | 'warn' | 'error';
  text: string;
  /** What of the page it is from; absent where the worker says it. */
  from?: 'console' | 'request';
}

export type SnapRequestState = 'queued' | 'leased' | 'done' | 'failed';

export interface SnapRequestTable {
  id: Generated<number>;
  account_id: number;
  type: string;
  target: string;
  viewport: ColumnType<string | null, string | null | undefined, never>;
  browser_name: ColumnType<string | null, string | null | undefined, never>;
  only_browser: ColumnType<string | null, string | null | undefined, never>;
  payload_hash: string | null;
  package_hash: string | null;
  extends: MaybeJson<ExtendsReport>;
  state: Generated<SnapRequestState>;
  attempts: Generated<number>;
  lease_token: string | null;
  lease_expires_at: MaybeTime;
  worker: string | null;
  browser: string | null;
  worker_id: ColumnType<number | null, undefined, number>;
  doubt: ColumnType<string | null, undefined, string>;
  captured: Generated<number>;
  result: MaybeJson<ResultEntry[]>;
  skipped: MaybeJson<{ component: string; variant: string }[]>;
  error: string | null;
  log: ColumnType<LogEntry[], string | undefined, string>;
  created_at: CreatedAt;
  finished_at: MaybeTime;
  trace: ColumnType<string | null, string | null | undefined, never>;
}

export interface RetakeTable {
  snap_request_id: number;
  retake_of: number;
  by_user: string;
  by_name: string;
  at: Date;
}

export interface AdoptedRetakeTable {
  id: Generated<number>;
  report_id: number;
  before_snapshot: number;
  after_snapshot: number;
  snap_request_id: number;
  by_user: string;
  by_name: string;
  at: Date;
}

export interface RerenderingTable {
  snap_request_id: number;
  rerender_of: number;
  browser: string;
  at: Date;
}

export interface SnapshotTable {
  id: Generated<number>;
  project_id: number;
  component: string;
  variant: string;
  target: string;
  image_id: number;
  unstable: Generated<boolean>;
  first_sha: ColumnType<string | null, string | undefined, never>;
  first_seen_at: ColumnType<Date | null, Date | undefined, never>;
}

export interface ReportTable {
  id: Generated<number>;
  project_id: number;
  sha: string;
  link: string | null;
  message: string | null;
  snapshot_ids: number[];
  snap_request_ids: number[];
  source_shas: Generated<string[]>;
  sources: Generated<number[]>;
  render_ms: number[];
  wait_ms: number[];
  screenshot_ms: number[];
  copied: Generated<boolean[]>;
  again_snapshot_ids: Generated<number[]>;
  again_image_ids: Generated<number[]>;
  snapshot_count: ColumnType<number | null, undefined, number>;
  rendered_count: ColumnType<number | null, undefined, number>;
  copied_count: ColumnType<number | null, undefined, number>;
  /** As text: a bigint. */
  render_total_ms: ColumnType<string | null, undefined, string>;
  violations: ColumnType<ViolationCounts | null, undefined, string>;
  made_under: string | null;
  completed_at: ColumnType<Date, Date | undefined, Date>;
}

export type AsyncReportState = 'open' | 'pending' | 'completed' | 'failed' | 'replaced';

export interface SkippedExample {
  component: string;
  variant?: string;
  target?: string;
}

export interface AsyncReportTable {
  id: Generated<number>;
  project_id: number;
  sha: string;
  nonce: string | null;
  finalized_at: MaybeTime;
  skip: ColumnType<SkippedExample[], string | undefined, string>;
  link: string | null;
  message: string | null;
  state: AsyncReportState;
  error: string | null;
  report_id: number | null;
  made_under: string | null;
  created_at: CreatedAt;
  completed_at: MaybeTime;
}

export interface AsyncReportRequestTable {
  async_report_id: number;
  snap_request_id: number;
}

export interface JobTable {
  id: Generated<number>;
  account_id: number;
  sha1: string;
  sha2: string;
  link: string | null;
  message: string | null;
  author: string | null;
  orchestrated: Generated<boolean>;
  made_under: string | null;
  created_at: CreatedAt;
  updated_at: ColumnType<Date, Date | undefined, Date>;
}

export type JobState = 'pending' | 'success' | 'needs-review' | 'failure' | 'expired';

export interface JobProjectTable {
  job_id: number;
  project_id: number;
  state: Generated<JobState>;
  message: string | null;
  cancelled_at: MaybeTime;
  created_at: CreatedAt;
  updated_at: ColumnType<Date, Date | undefined, Date>;
}

export interface BaselineReason {
  rule: 'same-sha' | 'fallback-sha' | 'latest' | 'none';
  sha: string | null;
  explanation: string;
}

/** What became of a commit that might have had the baseline. */
export interface BaselineCandidate {
  sha: string;
  outcome:
    | 'chosen'
    | 'waiting'
    | 'itself'
    | 'no-report'
    | 'failed'
    | 'other-pull-request'
    | 'not-accepted';
  why: string;
}

export type ComparisonState = 'pending' | 'success' | 'needs-review' | 'failure';

/** What a comparison was made with, and how many rules for single examples there were. */
export type AppliedPolicy = Omit<Policy, 'rules'> & { rules: number };

export interface ComparisonTable {
  id: Generated<number>;
  project_id: number;
  sha1: string;
  sha2: string;
  link: string | null;
  message: string | null;
  author: string | null;
  notify: string | null;
  fallback_shas: Generated<string[]>;
  deep_compare: MaybeJson<DeepCompare>;
  state: Generated<ComparisonState>;
  error: string | null;
  baseline: MaybeJson<BaselineReason>;
  baseline_trail: MaybeJson<BaselineCandidate[]>;
  before_report_id: number | null;
  after_report_id: number | null;
  changed_before: Generated<number[]>;
  changed_after: Generated<number[]>;
  added: Generated<number[]>;
  deleted: Generated<number[]>;
  unstable: Generated<number[]>;
  policy: MaybeJson<AppliedPolicy>;
  tolerated: Generated<number[]>;
  tolerated_why: Generated<string[]>;
  to_look_at: Generated<boolean>;
  accepted: Generated<number[]>;
  rejected: Generated<number[]>;
  remembered: Generated<number[]>;
  chosen_by: string | null;
  rerendered_by: string | null;
  rerendered_at: MaybeTime;
  rerenderings: Generated<number[]>;
  untold: Generated<boolean>;
  unchanged_count: Generated<number>;
  created_at: CreatedAt;
  completed_at: MaybeTime;
  trace: ColumnType<string | null, undefined, string | null>;
}

export interface JudgedPairTable {
  before_image: number;
  after_image: number;
  again_image: number;
  unstable: boolean;
}

export interface DiffTable {
  before_image: number;
  after_image: number;
  engine: number | null;
  class: DifferenceClass | null;
  unseen: string | null;
  operations: ColumnType<SeenOperation[], string | undefined, string>;
  print: string | null;
  area: ColumnType<string | number, never, never>;
  claimed_until: MaybeTime;
}

export interface WithinToleranceTable {
  before_image: number;
  after_image: number;
  tolerance: string;
  engine: number;
  within: boolean;
  reason: string;
}

/** What was decided on; of single snapshots only that. */
export type KeptScope = Exclude<ReviewScope, { kind: 'snapshots' }> | { kind: 'snapshots' };

export interface ReviewTable {
  id: Generated<number>;
  comparison_id: number;
  decision: 'accepted' | 'rejected';
  comment: string | null;
  scope: ColumnType<KeptScope, string | undefined, never>;
  pairs: Generated<number>;
  by_user: string;
  by_name: string;
  at: CreatedAt;
  undone_by_name: string | null;
  undone_at: MaybeTime;
}

export interface DecisionTable {
  id: Generated<number>;
  project_id: number;
  component: string;
  variant: string;
  target: string;
  before_image: number | null;
  after_image: number | null;
  kind: 'accepted' | 'rejected' | 'flaky';
  review_id: number | null;
  comparison_id: number | null;
  by_user: string;
  by_name: string;
  at: CreatedAt;
  undone_at: MaybeTime;
}

export interface ThreadTable {
  id: Generated<number>;
  project_id: number;
  component: string;
  variant: string;
  target: string;
  before_image: number | null;
  after_image: number | null;
  comparison_id: number;
  place: MaybeJson<Place>;
  resolved_at: MaybeTime;
  resolved_by_name: string | null;
}

export interface CommentTable {
  id: Generated<number>;
  thread_id: number;
  text: string;
  mentions: string[];
  by_user: string;
  by_name: string;
  at: Date;
}

export interface PresenceTable {
  comparison_id: number;
  user_id: string;
  snapshot_id: number | null;
  seen_at: Date;
}

export interface WorkerTypeTable {
  type: string;
  seen_at: Date;
}

export type PassFile = [path: string, digest: string | null];
export type PassPicture = [component: string, variant: string, files: number, skipped: boolean];

export interface CapturePassTable {
  id: Generated<number>;
  account_id: number;
  key: string;
  files: ColumnType<PassFile[], string, string>;
  files_digest: string;
  pictures: ColumnType<PassPicture[], string, string>;
  image_ids: number[];
  complete: boolean;
  used_at: Date;
}

export interface UncopiedExampleTable {
  id: Generated<number>;
  account_id: number;
  type: string;
  target: string;
  component: string;
  variant: string;
  snap_request_id: number;
  copied_image: number;
  rendered_image: number | null;
  found_at: Date;
}

export interface CaptureCacheDayTable {
  account_id: number;
  day: ColumnType<Date, string, string>;
  hits: Generated<number>;
  misses: Generated<number>;
  audits: Generated<number>;
  disagreements: Generated<number>;
}

export interface Database {
  installation: InstallationTable;
  account: AccountTable;
  project: ProjectTable;
  api_key: ApiKeyTable;
  repository: RepositoryTable;
  membership: MembershipTable;
  package: PackageTable;
  image: ImageTable;
  strip: StripTable;
  image_alias: ImageAliasTable;
  image_origin: ImageOriginTable;
  snap_request: SnapRequestTable;
  retake: RetakeTable;
  rerendering: RerenderingTable;
  adopted_retake: AdoptedRetakeTable;
  snapshot: SnapshotTable;
  report: ReportTable;
  async_report: AsyncReportTable;
  async_report_request: AsyncReportRequestTable;
  job: JobTable;
  job_project: JobProjectTable;
  comparison: ComparisonTable;
  judged_pair: JudgedPairTable;
  diff: DiffTable;
  within_tolerance: WithinToleranceTable;
  review: ReviewTable;
  decision: DecisionTable;
  outage_rule: OutageRuleTable;
  thread: ThreadTable;
  comment: CommentTable;
  destination: DestinationTable;
  delivery: DeliveryTable;
  delivery_attempt: DeliveryAttemptTable;
  silent_host: SilentHostTable;
  notice: NoticeTable;
  follow: FollowTable;
  mail_way: MailWayTable;
  pull_request: PullRequestTable;
  queued_commit: QueuedCommitTable;
  presence: PresenceTable;
  worker_type: WorkerTypeTable;
  worker_token: WorkerTokenTable;
  worker: WorkerTable;
  calibration: CalibrationTable;
  capture_pass: CapturePassTable;
  uncopied_example: UncopiedExampleTable;
  capture_cache_day: CaptureCacheDayTable;
  person: PersonTable;
  sign_in_credential: SignInCredentialTable;
  sign_in_link: SignInLinkTable;
  attempt: AttemptTable;
  assistant_client: AssistantClientTable;
  assistant: AssistantTable;
  assistant_code: AssistantCodeTable;
  assistant_token: AssistantTokenTable;
}
