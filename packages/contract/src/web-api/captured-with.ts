import { Type } from 'typebox';
import { TargetName } from '../fields.ts';

/**
 * Browsers as their workers name them, with their versions, and with what they stand in for:
 * `WebKit, emulated iPhone (WebKitGTK 2.50.6)`.
 */
const Browsers = Type.Array(Type.String());

/** Why some of the pictures may not be what other workers would take; null where nobody doubts them. */
const Doubt = Type.Union([Type.String(), Type.Null()]);

/** What the pictures of a target in a report were taken with; carried-over ones do not count. */
export const CapturedWith = Type.Object({ target: TargetName, browsers: Browsers, doubt: Doubt });

/** The same of both reports of a comparison. */
export const ComparedBrowsers = Type.Object({
  target: TargetName,
  before: Browsers,
  after: Browsers,
  /** Of the later one. */
  doubt: Doubt,
});
