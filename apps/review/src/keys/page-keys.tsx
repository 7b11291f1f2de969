import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { createStore, useStored } from '../ui/store.ts';
import { useActions } from './use-actions.ts';

/** Nobody needs them to see a page. */
const ShortcutsDialog = lazy(() => import('./shortcuts-dialog.tsx'));
const Letters = lazy(() => import('./letters.tsx'));

const help = createStore<'never' | 'open' | 'closed'>('never');

/** Opens the list of keys. */
export const showKeys = (): void => help.set('open');

const hideKeys = () => help.set('closed');

/** What keys do on every page: tell which there are, and press what has none of its own. */
export function PageKeys() {
  const isOpen = useStored(help, (now) => now);
  const [isLettered, setIsLettered] = useState(false);
  const end = useCallback(() => setIsLettered(false), []);
  useActions(
    useMemo(() => ({ 'page.keys': showKeys, 'page.letters': () => setIsLettered(true) }), []),
  );
  return (
    <Suspense>
      {isOpen !== 'never' && <ShortcutsDialog open={isOpen === 'open'} onClose={hideKeys} />}
      {isLettered && <Letters onEnd={end} />}
    </Suspense>
  );
}
