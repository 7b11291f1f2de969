import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { FastifyInstance, RouteOptions } from 'fastify';

export interface RegisteredRoute {
  method: string;
  url: string;
  access: string | undefined;
}

/**
 * Runs something that creates an HTTP application and tells every route it registers, whoever adds
 * it: asked of the framework, so that no list of ours can leave one out.
 */
export async function recordRoutes<T>(
  create: () => Promise<T>,
): Promise<{ result: T; routes: RegisteredRoute[] }> {
  let registered: RouteOptions[] = [];
  const watch = (message: unknown) => {
    const { fastify } = message as { fastify: FastifyInstance };
    // Of several, as where an installation is prepared by one, the last is the one that stays.
    const routes: RouteOptions[] = [];
    registered = routes;
    fastify.addHook('onRoute', (route) => {
      routes.push(route);
    });
  };
  subscribe('fastify.initialization', watch);
  try {
    const result = await create();
    const routes = registered.flatMap(({ method, url, config }) =>
      [method].flat().map((one) => ({ method: one, url, access: config?.access })),
    );
    return { result, routes };
  } finally {
    unsubscribe('fastify.initialization', watch);
  }
}
