/// <reference lib="dom" />
/**
 * Talks to a command line that waits for a key: it serves a page on this machine, which we load in a
 * hidden frame and which sends us messages. Runs in the page: self-contained.
 */
export function handKeyOver(): void {
  /** How long the command line may take to answer. Milliseconds. */
  const patienceMs = 10_000;
  const callback = new URL(
    document.querySelector<HTMLElement>('[data-callback]')?.dataset.callback ?? '',
  );
  const frame = document.querySelector('iframe');
  const form = document.querySelector('form');
  const button = document.querySelector('button');
  const failure = document.querySelector('[role=alert]');
  if (frame === null || form === null || button === null || failure === null) return;

  function show(step: string): void {
    for (const section of document.querySelectorAll('section')) {
      section.hidden = section.id !== step;
    }
  }

  let patience: ReturnType<typeof setTimeout>;
  function load(parameters: Record<string, string>): void {
    const address = new URL(callback);
    for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
    if (frame !== null) frame.src = address.href;
    clearTimeout(patience);
    patience = setTimeout(() => show('silent'), patienceMs);
  }

  addEventListener('message', ({ source, origin, data }) => {
    if (source !== frame.contentWindow || origin !== callback.origin) return;
    if (data?.type !== 'happo-cli-auth') return;
    const phase = data.payload?.phase;
    if (phase !== 'auth' && phase !== 'done') return;
    clearTimeout(patience);
    show(phase);
    if (phase === 'auth') button.focus();
  });

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    button.disabled = true;
    failure.textContent = '';
    try {
      const account = new FormData(form).get('account');
      const answer = await fetch(`/api/a/${account}/personal-keys`, { method: 'POST' });
      const body = await answer.json();
      if (!answer.ok) throw new Error(body.message);
      load({ key: body.key, secret: body.secret });
    } catch (error) {
      failure.textContent = `No key was made: ${(error as Error).message}`;
    }
    button.disabled = false;
  });

  load({ ping: 'true' });
}
