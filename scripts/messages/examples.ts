/** Small pages that are captured for the messages: what they look like before and after. */

interface Example {
  name: string;
  /** HTML; null where there is none on that side. */
  before: string | null;
  after: string | null;
}

const card = (inner: string) => `<article>${inner}</article>`;

export const examples: Example[] = [
  {
    name: 'Checkout button',
    before: '<button>Pay €24.00</button>',
    after: '<button class="round">Pay €24.00</button>',
  },
  {
    name: 'Price card',
    before: card('<h2>Team</h2><p>€24 a month</p><button>Choose</button>'),
    after: card(
      '<h2>Team</h2><p>€24 a month, billed yearly</p><button class="round">Choose</button>',
    ),
  },
  { name: 'Voucher <field>', before: null, after: card('<h2>Voucher</h2><input value="SPRING">') },
  { name: 'Old banner', before: card('<p>Free delivery until Sunday</p>'), after: null },
  { name: 'Footer', before: card('<p>About us</p>'), after: card('<p>About us</p>') },
];

const style = `body { margin: 24px; font: 16px/1.5 sans-serif; color: #1c2230; background: #fff }
article { padding: 16px 20px; border: 1px solid #d8dce6; border-radius: 8px }
h2 { margin: 0; font-size: 18px } p { margin: 4px 0 12px }
button { padding: 10px 20px; border: 0; border-radius: 4px; font: inherit; color: #fff; background: #0b776c }
.round { border-radius: 22px; background: #4052d6 } input { font: inherit; padding: 8px }`;

/** @param path `/before/<name>` or `/after/<name>` */
export function pageOf(path: string): string {
  const [, side, name = ''] = path.split('/');
  const example = examples.find((one) => one.name === decodeURIComponent(name));
  const content = (side === 'before' ? example?.before : example?.after) ?? '';
  return `<!doctype html><meta charset="utf-8"><style>${style}</style>${content}`;
}
