import type { Capabilities } from '../capabilities.ts';
import type { InitScript, PageOptions } from '../page.ts';
import type { BidiConnection } from './connection.ts';
import { BidiPage, sandbox } from './page.ts';
import { BidiScriptGuard } from './script-guard.ts';

const events = [
  'browsingContext.contextCreated',
  'browsingContext.contextDestroyed',
  'browsingContext.downloadWillBegin',
  'browsingContext.navigationCommitted',
  'browsingContext.navigationFailed',
  'browsingContext.userPromptOpened',
  'log.entryAdded',
  'network.beforeRequestSent',
  'network.fetchError',
  'network.responseCompleted',
  'network.responseStarted',
];

function proxyOf(proxy: string | null) {
  if (proxy === null) return { proxyType: 'direct' };
  const { host } = new URL(proxy);
  return { proxyType: 'manual', httpProxy: host, sslProxy: host };
}

function preload(connection: BidiConnection, userContext: string, { world, source }: InitScript) {
  return connection.send('script.addPreloadScript', {
    functionDeclaration: `() => { ${source} }`,
    userContexts: [userContext],
    ...(world === 'isolated' && { sandbox }),
  });
}

async function prepare(
  connection: BidiConnection,
  { context, userContext }: { context: string; userContext: string },
  { viewport, appearance, headers = {}, initScripts }: PageOptions,
): Promise<void> {
  const value = (text: string) => ({ type: 'string', value: text });
  await connection.send('browsingContext.setViewport', {
    context,
    viewport,
    devicePixelRatio: appearance.deviceScaleFactor ?? 1,
  });
  await connection.send('network.setExtraHeaders', {
    headers: Object.entries(headers).map(([name, text]) => ({ name, value: value(text) })),
    contexts: [context],
  });
  for (const script of initScripts) await preload(connection, userContext, script);
}

/**
 * Opens a page in a user context of its own, the protocol's word for a profile.
 * @param onClosed Called once the page is closed.
 */
export async function openBidiPage(
  connection: BidiConnection,
  capabilities: Capabilities,
  options: PageOptions,
  onClosed: () => void,
): Promise<BidiPage> {
  const created = await connection.send('browser.createUserContext', {
    proxy: proxyOf(options.proxy),
  });
  const userContext = String(created.userContext);
  try {
    await connection.send('session.subscribe', { events, userContexts: [userContext] });
    await connection.send('browser.setDownloadBehavior', {
      downloadBehavior: { type: 'denied' },
      userContexts: [userContext],
    });
    // A window, not a tab: pages behind others get no frames.
    const window = { type: 'window', userContext };
    const { context } = await connection.send('browsingContext.create', window);
    const guard = options.withoutScripts
      ? new BidiScriptGuard(connection, String(context))
      : undefined;
    const { endlessMs, onEvent } = options;
    const ids = { context: String(context), userContext };
    const parts = { connection, capabilities, ...ids, guard, endlessMs, onEvent, onClosed };
    const page = new BidiPage(parts);
    await guard?.start();
    await prepare(connection, ids, options);
    return page;
  } catch (error) {
    await connection.send('browser.removeUserContext', { userContext }).catch(() => undefined);
    throw error;
  }
}
