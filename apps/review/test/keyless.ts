/** What can be pressed on pages to review on, and has no key. */
import type { Page } from '@twinlens/testing/browser';

/** Names of what has no key of its own on pages to review on, and why. A letter presses it. */
const withoutKey: [name: RegExp, why: string][] = [
  [/^(Accept|Reject) all of /, 'g and G do, for the group of the change that is looked at'],
  [/^Comment \d+, /, 'N and B go from comment to comment'],
  [/^Comment on region \d+$/, 'M does, for the region n and p lead to'],
  [/^(Answer|Say something about|Comment$)/, 'E leads there; Ctrl and Enter send'],
  [/^Remove what .* said$/, 'cannot be undone: not one key'],
  [/^Overview/, 'the keys of the picture move what is in sight'],
  [/, show in the picture$/, 'n and p go from violation to violation'],
  [/^(Changed|Moved|Inserted|Removed|New|Gone)/, 'n and p go from region to region'],
  [
    /^(Decided or not|Kind of|Size of|Component|Target|Browser|Viewport|Owner)/,
    'F leads to the first',
  ],
  [/: .*Remove$/, 'one of the filters; X takes all away'],
  [/^Options of the list$/, 'on phones: what y and o do'],
  [/^(Capture the baseline again|Compare with the pictures of then|Try again)/, 'asked for once'],
  [/^How to fix it$/, 'one of many; Tab leads there from its violation'],
  [/^Ada LovelaceSign out$/, 'of the whole page, and ends the visit'],
];

/** Names of what a person can press or fill in on a page that has no key, without those above. */
export async function findKeyless(page: Page): Promise<string[]> {
  const names = await page
    .locator('button, summary, input, select, textarea, [role=slider]')
    .evaluateAll((all) =>
      all
        .filter((one) => one.checkVisibility() && one.closest('[aria-keyshortcuts]') === null)
        .map((one) => {
          const label = one.closest('label')?.textContent;
          return (one.getAttribute('aria-label') ?? label ?? one.textContent ?? '').trim();
        }),
    );
  return names.filter((name) => !withoutKey.some(([pattern]) => pattern.test(name)));
}
