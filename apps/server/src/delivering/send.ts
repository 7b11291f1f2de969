import type { ReceivedResponse, SentRequest } from '@twinlens/contract';
import { sendMail } from './mail/smtp.ts';
import { NoAnswer, type PostOptions, send as post } from './post.ts';

export interface SendOptions extends PostOptions {
  /** Of the mail server; null where this installation sends no mail. */
  smtpUrl: string | null;
}

/**
 * Sends a request over what its address names.
 * @throws NoAnswer
 */
export function send(request: SentRequest, options: SendOptions): Promise<ReceivedResponse> {
  if (!request.url.startsWith('smtp://')) return post(request, options);
  const { smtpUrl, signal } = options;
  if (smtpUrl === null) {
    return Promise.reject(
      new NoAnswer('this installation sends no mail: TWINLENS_SMTP_URL is not set'),
    );
  }
  return sendMail(request, { smtpUrl, signal });
}
