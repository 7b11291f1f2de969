import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { TwinlensError } from '@twinlens/contract/errors';
import { StrictMode, useState } from 'react';
import { ApiProvider } from './api/context.tsx';
import type { ReviewApi } from './api/review-api.ts';
import { PageKeys } from './keys/page-keys.tsx';
import type { Pages } from './router.tsx';
import { ToastProvider } from './ui/toasts.tsx';

const mostRetries = 2;

function createQueryClient(pages: Pages): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError(error) {
        if (!(error instanceof TwinlensError) || error.code !== 'unauthenticated') return;
        const { pathname, href } = pages.state.location;
        if (pathname !== '/sign-in') pages.navigate({ to: '/sign-in', search: { next: href } });
      },
    }),
    defaultOptions: {
      queries: {
        retry: (count, error) =>
          count < mostRetries && error instanceof TwinlensError && error.retryable,
        refetchOnWindowFocus: true,
      },
    },
  });
}

/** The pages, reading and writing through the API they are given. */
export function App({ api, pages }: { api: ReviewApi; pages: Pages }) {
  const [client] = useState(() => createQueryClient(pages));
  return (
    <StrictMode>
      <ApiProvider api={api}>
        <QueryClientProvider client={client}>
          <ToastProvider>
            <RouterProvider router={pages} />
            <PageKeys />
          </ToastProvider>
        </QueryClientProvider>
      </ApiProvider>
    </StrictMode>
  );
}
