/** How one kind of destination is told something: one file for each kind has one of these. */
import type {
  DeliveryContent,
  DestinationKind,
  ReceivedResponse,
  SentRequest,
  SettingsOf,
} from '@twinlens/contract';
import type { Context, DeliveryOutcome } from '@twinlens/visual-tests';

export interface ToTell<Kind extends DestinationKind> {
  /** Of the delivery, and the same in every attempt at it. */
  id: number;
  accountId: number;
  settings: SettingsOf[Kind];
  secret: string;
}

/** Somewhere that something may be told. */
export type Reached<Kind extends DestinationKind> = Omit<ToTell<Kind>, 'id'>;

/**
 * Asks the other side something before it is told.
 * @throws NoAnswer
 */
export type Ask = (question: SentRequest) => Promise<ReceivedResponse>;

export interface Explained {
  works: boolean;
  /** In words, for whoever set it up. */
  says: string;
}

/** What it takes to read and write the lines of a repository's commits. */
export interface LinesAccess {
  /** Of the repository in the API; may end with a query every request has. */
  url: string;
  headers: Record<string, string>;
  /** When it ends by itself; null where it does not. */
  until: Date | null;
}

export interface Channel<Kind extends DestinationKind> {
  /** Whoever knows the address may write there: the log does not show it. */
  isAddressSecret?: true;
  /**
   * What is sent.
   * @throws Declined when the other side does not say what has to be known before
   */
  request(ctx: Context, to: ToTell<Kind>, content: DeliveryContent, ask: Ask): Promise<SentRequest>;
  /** What an answer means. */
  judge(
    response: ReceivedResponse,
    now: Date,
    content: DeliveryContent,
    to: Reached<Kind>,
  ): DeliveryOutcome;
  /**
   * Whether the other side has what was told, as its newest; null where it does not say.
   * @throws NoAnswer; Declined
   */
  stands?(
    to: Reached<Kind>,
    content: DeliveryContent,
    ask: Ask,
    now: Date,
  ): Promise<boolean | null>;
  /**
   * Of a forge: for somebody who speaks for this server while it is gone, and who may do no more than that
   * as far as the forge can say so.
   * @throws NoAnswer; Declined
   */
  access?(to: Reached<Kind>, ask: Ask, now: Date): LinesAccess | Promise<LinesAccess>;
  /** What a line is called there, where that is not the name it was given. */
  nameOfLine?(context: string): string;
  /**
   * What finds out whether a delivery would be taken, without telling anything.
   * @throws Declined
   */
  probe(to: Reached<Kind>, ask: Ask, now: Date): SentRequest | Promise<SentRequest>;
  /** What the answer to that says; it may ask further. */
  explain(
    response: ReceivedResponse,
    to: Reached<Kind>,
    now: Date,
    ask: Ask,
  ): Explained | Promise<Explained>;
}

/** A question on the way that was answered with a refusal: the telling is judged by that. */
export class Declined extends Error {
  override name = 'Declined';
  readonly question: SentRequest;
  readonly response: ReceivedResponse;

  /** @param message what that means, in words */
  constructor(message: string, question: SentRequest, response: ReceivedResponse) {
    super(message);
    this.question = question;
    this.response = response;
  }
}
