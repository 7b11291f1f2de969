/** Mail of an account, through the mail server of the installation. */
import { createHmac } from 'node:crypto';
import { type ReceivedResponse, TwinlensError } from '@twinlens/contract';
import { type Context, deriveKey, readMail } from '@twinlens/visual-tests';
import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import { firstWords } from '../answers.ts';
import type { Channel } from '../channel.ts';
import { htmlOf, picturesOf } from './html.ts';
import { verifyMethod } from './smtp.ts';
import { subjectOf, textOf } from './text.ts';

/** The address in `Twinlens <twinlens@example.org>`. */
const addressIn = (sender: string) => /<([^<>]+)>\s*$/.exec(sender)?.[1] ?? sender.trim();

/**
 * The same in every attempt, so that what comes twice can be seen to be one mail; and that of no other
 * installation, which may be called the same.
 */
function messageId({ origin, installationKey }: Context, id: number): string {
  const key = deriveKey(installationKey, 'mail identifiers');
  const mark = createHmac('sha256', key).update(String(id)).digest('hex').slice(0, 16);
  return `<delivery-${id}.${mark}@${new URL(origin).hostname}>`;
}

export const mail: Channel<'mail'> = {
  async request(ctx, { id, accountId }, content) {
    if (content.type !== 'mail') {
      throw new TwinlensError('internal', `a ${content.type} is nothing to put into a mail`);
    }
    if (ctx.mail === null) {
      throw new TwinlensError(
        'unavailable',
        'this installation sends no mail any more: TWINLENS_SMTP_URL is not set',
      );
    }
    const facts = await readMail({ ctx, input: { accountId, content } });
    const { host, sender } = ctx.mail;
    const composer = new MailComposer({
      from: sender,
      to: facts.to,
      subject: subjectOf(facts),
      messageId: messageId(ctx, id),
      date: ctx.now(),
      text: textOf(facts),
      html: htmlOf(facts),
      textEncoding: 'quoted-printable',
      attachments: picturesOf(facts).map(({ cid, png }) => ({
        cid,
        filename: `${cid}.png`,
        content: Buffer.from(png),
        contentType: 'image/png',
        contentDisposition: 'inline' as const,
      })),
      headers: {
        // RFC 8058: one click of whoever shows the mail is enough.
        'List-Unsubscribe': `<${facts.unsubscribeUrl}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        // Nobody's holiday answers to this.
        'Auto-Submitted': 'auto-generated',
        'X-Twinlens-Delivery': String(id),
      },
    });
    const raw = await composer.compile().build();
    return {
      method: 'MAIL',
      url: `smtp://${host}`,
      headers: { from: addressIn(sender), to: facts.to },
      body: raw.toString(),
    };
  },
  judge(response) {
    const { status, body } = response;
    if (status < 400) return { kind: 'delivered' };
    const problem = `answered${firstWords(body)}`;
    return status < 500 ? { kind: 'later', problem, afterMs: null } : { kind: 'refused', problem };
  },
  probe: () => ({ method: verifyMethod, url: 'smtp://mail-server', headers: {}, body: '' }),
  explain({ status, body }: ReceivedResponse) {
    return status < 400
      ? { works: true, says: 'The mail server answers, and takes what we are called.' }
      : { works: false, says: `The mail server answered${firstWords(body)}.` };
  },
};
