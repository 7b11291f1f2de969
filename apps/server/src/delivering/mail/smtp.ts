/** One mail over SMTP: bounded in time, and answered as everything else that is told is. */
import type { ReceivedResponse, SentRequest } from '@twinlens/contract';
import { createTransport, type Transporter } from 'nodemailer';
import { firstWords } from '../answers.ts';
import { NoAnswer } from '../post.ts';

/** It answers, but not as it is set up here: what has to be changed, in words. */
export class NotUsable extends NoAnswer {
  override name = 'NotUsable';
}

/** For all of it: some mail servers let strangers wait a while first. Milliseconds. */
const timeoutMs = 40_000;

interface SmtpOptions {
  /** With name and password, where the mail server asks for them. */
  smtpUrl: string;
  signal: AbortSignal;
}

/** What asks whether mail would be taken, and sends none. */
export const verifyMethod = 'NOOP';

/**
 * Hands a mail over, or only looks whether that could be done.
 * @throws NoAnswer
 */
export async function sendMail(
  { method, headers, body }: SentRequest,
  { smtpUrl, signal }: SmtpOptions,
): Promise<ReceivedResponse> {
  const transport = createTransport({
    url: smtpUrl,
    // A password is shown to nobody who listens, unless the address says `?requireTLS=false`.
    requireTLS: new URL(smtpUrl).password !== '',
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const late = AbortSignal.timeout(timeoutMs);
  const either = AbortSignal.any([signal, late]);
  const given = new Promise<never>((_, reject) => {
    either.addEventListener('abort', () => reject(either.reason), { once: true });
  });
  try {
    return await Promise.race([hand(transport, { method, headers, body }), given]);
  } catch (error) {
    if (late.aborted) throw new NoAnswer(`no answer within ${timeoutMs / 1000} seconds`);
    return answerOf(error as SmtpError, signal);
  } finally {
    transport.close();
  }
}

async function hand(
  transport: Transporter,
  { method, headers, body }: Pick<SentRequest, 'method' | 'headers' | 'body'>,
): Promise<ReceivedResponse> {
  if (method === verifyMethod) {
    await transport.verify();
    return { status: 250, headers: {}, body: '' };
  }
  const { from = '', to = '' } = headers;
  const { response = '' } = await transport.sendMail({ envelope: { from, to }, raw: body });
  const status = Number(/^\d{3}/.exec(response)?.[0] ?? 250);
  return { status, headers: {}, body: response };
}

interface SmtpError extends Error {
  code?: string;
  /** What was said when it went wrong. */
  command?: string;
  responseCode?: number;
  response?: string;
}

/** What was answered; the mail server's trouble with all mail is no answer to this one. */
function answerOf(error: SmtpError, signal: AbortSignal): ReceivedResponse {
  if (signal.aborted) throw new NoAnswer('the mail was given up meanwhile', { cause: error });
  const { responseCode, response } = error;
  const trouble = troubleOf(error);
  if (trouble !== null) throw new NotUsable(trouble, { cause: error });
  if (responseCode !== undefined && responseCode !== 421) {
    return { status: responseCode, headers: {}, body: response ?? error.message };
  }
  throw new NoAnswer(error.message, { cause: error });
}

/** What is wrong with the way mail is sent at all; null where that is not it. */
function troubleOf({ code, command, message, response = '' }: SmtpError): string | null {
  if (code === 'EAUTH') {
    return `it does not take the name and password of TWINLENS_SMTP_URL${firstWords(response)}`;
  }
  if (code === 'ETLS' && command === 'STARTTLS' && response !== '') {
    return `it offers no STARTTLS, so the password would be read on the way${firstWords(response)}; TWINLENS_SMTP_URL with ?requireTLS=false sends it all the same`;
  }
  if (/certificate|altnames/i.test(message)) {
    return `its certificate is not trusted (${message}); NODE_EXTRA_CA_CERTS names a file with further authorities`;
  }
  if (/wrong version number|packet length too long/i.test(message)) {
    return 'it does not begin with TLS on that port: smtps:// is for those that do, smtp:// for STARTTLS';
  }
  return null;
}
