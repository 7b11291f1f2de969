/** How one kind of destination is told something: one file for each kind has one of these. */
import type {
  DeliveryContent,
  DestinationSettings,
  ReceivedResponse,
  SentRequest,
} from '@twinlens/contract';
import type { Context, DeliveryOutcome } from '@twinlens/visual-tests';

export interface ToTell<Settings extends DestinationSettings> {
  /** Of the delivery, and the same in every attempt at it. */
  id: number;
  accountId: number;
  settings: Settings;
  secret: string;
}

export interface Channel<Settings extends DestinationSettings> {
  /** Whoever knows the address may write there: the log does not show it. */
  isAddressSecret?: true;
  /** What is sent. */
  request(ctx: Context, to: ToTell<Settings>, content: DeliveryContent): Promise<SentRequest>;
  /** What an answer means. */
  judge(response: ReceivedResponse, now: Date): DeliveryOutcome;
  /** What finds out whether a delivery would be taken, without telling anything. */
  probe(to: Omit<ToTell<Settings>, 'id'>): SentRequest;
  /** What the answer to that says, in words; for whoever set it up. */
  explain(
    response: ReceivedResponse,
    to: Omit<ToTell<Settings>, 'id'>,
    now: Date,
  ): { works: boolean; says: string };
}
