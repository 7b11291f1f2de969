/** One mail over SMTP: bounded in time, and answered as everything else that is told is. */
import type { ReceivedResponse, SentRequest } from '@twinlens/contract';
import { createTransport, type Transporter } from 'nodemailer';
import { NoAnswer } from '../post.ts';

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
  responseCode?: number;
  response?: string;
}

/** What was answered; the mail server's trouble with all mail is no answer to this one. */
function answerOf(error: SmtpError, signal: AbortSignal): ReceivedResponse {
  if (signal.aborted) throw new NoAnswer('the mail was given up meanwhile', { cause: error });
  const { code, responseCode, response } = error;
  if (code === 'EAUTH') {
    const words = 'it does not take the name and password of TWINLENS_SMTP_URL';
    throw new NoAnswer(words, { cause: error });
  }
  if (responseCode !== undefined && responseCode !== 421) {
    return { status: responseCode, headers: {}, body: response ?? error.message };
  }
  throw new NoAnswer(error.message, { cause: error });
}
