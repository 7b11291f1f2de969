import { createContext, type ReactNode, useContext } from 'react';
import type { ReviewApi } from './review-api.ts';

const ApiContext = createContext<ReviewApi | null>(null);

export function ApiProvider({ api, children }: { api: ReviewApi; children: ReactNode }) {
  return <ApiContext value={api}>{children}</ApiContext>;
}

/** @throws Error outside an ApiProvider, which is a mistake in the program. */
export function useApi(): ReviewApi {
  const api = useContext(ApiContext);
  if (api === null) throw new Error('useApi needs an ApiProvider around it');
  return api;
}
