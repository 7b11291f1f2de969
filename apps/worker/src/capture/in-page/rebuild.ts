/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/**
 * Puts back what markup cannot say of a recorded document: shadow roots, whose content stands in
 * `happo-shadow-content` elements inside their hosts, and dialogs that were modal. Nodes are moved,
 * never made anew: what the parser has kept from running stays so. Runs in the page: self-contained.
 */
export function rebuild(): void {
  for (const content of document.querySelectorAll('happo-shadow-content')) {
    const host = content.parentElement;
    if (!host) continue;
    try {
      const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
      content.remove();
      root.append(...content.childNodes);
    } catch {
      // Not an element that can have a shadow root; the content stays, and stays hidden.
    }
  }
  for (const dialog of document.querySelectorAll('dialog[data-happo-modal="true"]')) {
    if (!(dialog instanceof HTMLDialogElement)) continue;
    dialog.removeAttribute('open');
    dialog.showModal();
    // It has given the focus to the first element that takes it, which nobody had recorded.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  }
}
