/**
 * The closed set of things that go wrong at a boundary. A code says what happened, the message says
 * it to a person together with what to do next. HTTP statuses are derived here and nowhere else.
 */
export const errorCodes = {
  invalid_request: { status: 400, retryable: false },
  unauthenticated: { status: 401, retryable: false },
  forbidden: { status: 403, retryable: false },
  not_found: { status: 404, retryable: false },
  conflict: { status: 409, retryable: false },
  lease_lost: { status: 409, retryable: false },
  too_large: { status: 413, retryable: false },
  unsupported_media_type: { status: 415, retryable: false },
  rate_limited: { status: 429, retryable: true },
  internal: { status: 500, retryable: true },
  unavailable: { status: 503, retryable: true },
} as const satisfies Record<string, { status: number; retryable: boolean }>;

export type ErrorCode = keyof typeof errorCodes;

/** An error with a name from the closed set; everything a program throws on purpose is one. */
export class TwinlensError extends Error {
  readonly code: ErrorCode;
  /** Of the request a server refused, for whoever reads its log. */
  readonly requestId: string | null;

  constructor(
    code: ErrorCode,
    message: string,
    { requestId = null, ...options }: ErrorOptions & { requestId?: string | null } = {},
  ) {
    super(message, options);
    this.name = 'TwinlensError';
    this.code = code;
    this.requestId = requestId;
  }

  /** HTTP status this error is answered with. */
  get status(): number {
    return errorCodes[this.code].status;
  }

  /** Whether the same call may succeed later without being changed. */
  get retryable(): boolean {
    return errorCodes[this.code].retryable;
  }
}
