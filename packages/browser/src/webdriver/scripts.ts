/**
 * Function bodies for WebDriver, which runs them in the world of the page. Expressions are put into
 * them as they are: the policy of a page may forbid to evaluate text.
 */
import type { InitScript } from '../page.ts';

/** Where we keep what is ours in a document. */
const ours = `globalThis[Symbol.for('twinlens.webdriver')]`;

/** Answer of a document that has not been prepared yet. */
export const isNew = 'new';

export const isPrepared = `return ${ours} !== undefined;`;

/** Puts our scripts into a document, once. */
export function prepareWith(scripts: readonly InitScript[]): string {
  return `if (${ours} !== undefined) return;
    ${ours} = {};
    ${scripts.map(({ source }) => `(() => { ${source} })();`).join('\n')}`;
}

/**
 * Starts an expression, and answers its value: `{ value }` or `{ thrown }`; nothing where it is a promise,
 * or where a dialog has come between, which ends the answer but not the script. `settle` asks again.
 * @param id Of this call, in this document.
 */
export function start(expression: string, id: number): string {
  // The expression stands outside: names of ours must not hide those of the page.
  return `return ((evaluate) => {
      const ours = ${ours};
      if (ours === undefined) return '${isNew}';
      const words = (error) => ({ thrown: String(error?.message ?? error) });
      const json = (value) => {
        const text = JSON.stringify(value);
        return text === undefined ? {} : { value: text };
      };
      const answer = (answered) => {
        ours.work = Promise.resolve(answered);
        return answered;
      };
      ours.id = ${id};
      try {
        const value = evaluate();
        if (typeof value?.then !== 'function') return answer(json(value));
        answer(Promise.resolve(value).then(json, words));
        return null;
      } catch (error) {
        return answer(words(error));
      }
    })(() => (${expression}
    ));`;
}

/** Asynchronous: answers once what was started has settled, or `isNew` where it was not started here. */
export const settle = (id: number): string => `const answer = arguments[arguments.length - 1];
    const ours = ${ours};
    if (ours?.id !== ${id}) answer('${isNew}');
    else ours.work.then(answer);`;

/**
 * Asynchronous: answers once what is shown now has been drawn. The first frame after a change of size
 * may be of the size before.
 */
export const drawn = `const answer = arguments[arguments.length - 1];
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => answer(true))));`;
