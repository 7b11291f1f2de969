/** Addresses of the pages. Each route reads its address and hands a screen plain values. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  Navigate,
  Outlet,
  parseSearchWith,
  type RouterHistory,
  stringifySearchWith,
  useLocation,
} from '@tanstack/react-router';
import { lazy } from 'react';
// What most people come for loads with the first script; everything else when it is asked for.
import ComparisonScreen from './comparison/comparison-screen.tsx';
import { stateNames } from './deliveries/delivery-words.ts';
import { parseOrigin } from './report/origin.ts';
import { Crash } from './shell/crash.tsx';
import { NotInThisRelease, SettingsHome } from './shell/elsewhere.tsx';
import { Home } from './shell/home.tsx';
import { NotFound } from './shell/not-found.tsx';
import { Shell } from './shell/shell.tsx';
import { SignIn } from './sign-in/sign-in.tsx';
import { Welcome } from './sign-in/welcome.tsx';

const JobsScreen = lazy(() => import('./jobs/jobs-screen.tsx'));
const JobScreen = lazy(() => import('./jobs/job-screen.tsx'));
const AsyncReportScreen = lazy(() => import('./captures/async-report-screen.tsx'));
const SnapRequestScreen = lazy(() => import('./captures/snap-request-screen.tsx'));
const SnapshotPairScreen = lazy(() => import('./snapshot-pair/snapshot-pair-screen.tsx'));
const SnapshotCaptureScreen = lazy(() => import('./snapshot-capture/snapshot-capture-screen.tsx'));
const SnapshotHistoryScreen = lazy(() => import('./history/snapshot-history-screen.tsx'));
const ComponentScreen = lazy(() => import('./component/component-screen.tsx'));
const ComponentsScreen = lazy(() => import('./component/components-screen.tsx'));
const ProjectsScreen = lazy(() => import('./project/projects-screen.tsx'));
const ProjectScreen = lazy(() => import('./project/project-screen.tsx'));
const ReportScreen = lazy(() => import('./report/report-screen.tsx'));
const AssistantsScreen = lazy(() => import('./assistants/assistants-screen.tsx'));
const ConnectAssistant = lazy(() => import('./assistants/connect-assistant.tsx'));
const CaptureCacheScreen = lazy(() => import('./capture-cache/capture-cache-screen.tsx'));
const FleetScreen = lazy(() => import('./fleet/fleet-screen.tsx'));
const RepositoriesScreen = lazy(() => import('./repositories/repositories-screen.tsx'));
const ReviewRulesScreen = lazy(() => import('./review-rules/review-rules-screen.tsx'));
const OutageRuleScreen = lazy(() => import('./outage-rule/outage-rule-screen.tsx'));
const TolerancesScreen = lazy(() => import('./tolerances/tolerances-screen.tsx'));
const ApiDescriptionScreen = lazy(() => import('./api-description/api-description-screen.tsx'));
const DestinationsScreen = lazy(() => import('./destinations/destinations-screen.tsx'));
const DeliveriesScreen = lazy(() => import('./deliveries/deliveries-screen.tsx'));
const DeliveryScreen = lazy(() => import('./deliveries/delivery-screen.tsx'));
const InboxScreen = lazy(() => import('./inbox/inbox-screen.tsx'));
const InboxSettingsScreen = lazy(() => import('./inbox/inbox-settings-screen.tsx'));
const SettingsScreen = lazy(() => import('./settings/settings-screen.tsx'));

/** Addresses carry ids as decimal numbers; anything else leads nowhere. */
function id(text: string | undefined): number {
  return /^\d{1,10}$/.test(text ?? '') ? Number(text) : 0;
}

/** Search parameters that are not text are dropped: people edit addresses. */
function texts<const Name extends string>(...names: Name[]) {
  return (search: Record<string, unknown>): { [N in Name]?: string | undefined } => {
    const kept: { [N in Name]?: string | undefined } = {};
    for (const name of names) {
      const value = search[name];
      if (typeof value === 'string' && value !== '') kept[name] = value;
    }
    return kept;
  };
}

/** What of a comparison is looked at, and how. */
const reviewSearch = [
  't',
  'c',
  'q',
  'd',
  's',
  'g',
  'o',
  'v',
  'z',
  'r',
  'm',
  'component',
  'target',
  'browser',
  'viewport',
  'size',
  'owner',
] as const;

const rootRoute = createRootRoute({ component: Outlet, notFoundComponent: NotFound });

const homeRoute = createRoute({ getParentRoute: () => rootRoute, path: '/', component: Home });

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: texts('next'),
  component: () => <SignIn next={signInRoute.useSearch().next} />,
});

const welcomeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/welcome',
  component: Welcome,
});

/** Where assistants send people to be asked; the names are those of OAuth. */
const connectAssistantRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/connect-assistant',
  validateSearch: texts('client_id', 'redirect_uri', 'code_challenge', 'state', 'resource'),
  component: () => {
    const { client_id = '', redirect_uri = '', ...rest } = connectAssistantRoute.useSearch();
    const { code_challenge = '', state, resource } = rest;
    return (
      <ConnectAssistant
        request={{
          response_type: 'code',
          client_id,
          redirect_uri,
          code_challenge,
          code_challenge_method: 'S256',
          ...(state !== undefined && { state }),
          ...(resource !== undefined && { resource }),
        }}
      />
    );
  },
});

const settingsHomeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/settings',
  component: SettingsHome,
});

/** Addresses that documentation and error texts of the clients name. */
const elsewhereRoutes = [
  ...['/dashboard', '/projects', '/account'].map((path) =>
    createRoute({ getParentRoute: () => rootRoute, path, component: Home }),
  ),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/github-integration',
    component: SettingsHome,
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/webhooks',
    component: () => <SettingsHome to="/a/$account/settings/destinations" />,
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/user-access',
    component: () => <NotInThisRelease what="Access of people" />,
  }),
];

const apiDescriptionRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/docs/api',
  validateSearch: texts('q'),
  component: () => (
    <ApiDescriptionScreen
      filter={apiDescriptionRoute.useSearch().q ?? ''}
      named={useLocation({ select: ({ hash }) => hash })}
    />
  ),
});

const accountRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/a/$account',
  component: () => <Shell account={id(accountRoute.useParams().account)} />,
});

const accountHomeRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: '/',
  component: () => (
    <Navigate
      to="/a/$account/jobs"
      params={{ account: accountHomeRoute.useParams().account }}
      replace
    />
  ),
});

const jobsRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: 'jobs',
  component: () => <JobsScreen account={id(jobsRoute.useParams().account)} />,
});

const jobRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: 'jobs/$job',
  validateSearch: texts(...reviewSearch),
  component: () => {
    const { account, job } = jobRoute.useParams();
    return <JobScreen account={id(account)} job={id(job)} />;
  },
});

const asyncReportRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: 'async-reports/$id',
  component: () => {
    const { account, id: report } = asyncReportRoute.useParams();
    return <AsyncReportScreen account={id(account)} id={id(report)} />;
  },
});

const snapRequestRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: 'snap-requests/$id',
  component: () => {
    const { account, id: request } = snapRequestRoute.useParams();
    return <SnapRequestScreen account={id(account)} id={id(request)} />;
  },
});

const comparisonRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: 'p/$project/compare/$sha1/$sha2',
  validateSearch: texts(...reviewSearch),
  component: () => {
    const { account, project, sha1, sha2 } = comparisonRoute.useParams();
    return <ComparisonScreen account={id(account)} project={id(project)} sha1={sha1} sha2={sha2} />;
  },
});

const snapshotPairRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: 'p/$project/snapshot/$id1/compare/$id2',
  validateSearch: texts('v', 'z', 'r'),
  component: () => {
    const { account, project, id1, id2 } = snapshotPairRoute.useParams();
    return <SnapshotPairScreen account={id(account)} project={id(project)} id1={id1} id2={id2} />;
  },
});

const snapshotCaptureRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: 'p/$project/report/$sha/snapshot/$snapshot',
  component: () => {
    const { account, project, sha, snapshot } = snapshotCaptureRoute.useParams();
    return (
      <SnapshotCaptureScreen
        account={id(account)}
        project={id(project)}
        sha={sha}
        snapshot={id(snapshot)}
      />
    );
  },
});

const historyRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: 'p/$project/history',
  validateSearch: texts('component', 'variant', 'target', 's'),
  component: () => {
    const { account, project } = historyRoute.useParams();
    const { component = '', variant = '', target = '', s } = historyRoute.useSearch();
    const example = { component, variant, target };
    return (
      <SnapshotHistoryScreen
        key={JSON.stringify(example)}
        account={id(account)}
        project={id(project)}
        example={example}
        chosen={id(s)}
      />
    );
  },
});

const componentRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: 'p/$project/component',
  validateSearch: texts('component'),
  component: () => {
    const { account, project } = componentRoute.useParams();
    const { component = '' } = componentRoute.useSearch();
    return <ComponentScreen account={id(account)} project={id(project)} component={component} />;
  },
});

const componentsRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: 'p/$project/components',
  validateSearch: texts('q'),
  component: () => {
    const { account, project } = componentsRoute.useParams();
    return (
      <ComponentsScreen
        account={id(account)}
        project={id(project)}
        filter={componentsRoute.useSearch().q ?? ''}
      />
    );
  },
});

const projectsRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: 'projects',
  component: () => <ProjectsScreen account={id(projectsRoute.useParams().account)} />,
});

const projectRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: 'p/$project',
  component: () => {
    const { account, project } = projectRoute.useParams();
    return <ProjectScreen account={id(account)} project={id(project)} />;
  },
});

const reportRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: 'report/$sha',
  validateSearch: texts('p', 'q', 'o'),
  component: () => {
    const { account, sha } = reportRoute.useParams();
    const { p, q, o } = reportRoute.useSearch();
    return (
      <ReportScreen
        key={`${p} ${sha}`}
        account={id(account)}
        project={p === undefined ? null : id(p)}
        sha={sha}
        filter={q ?? ''}
        origin={parseOrigin(o)}
      />
    );
  },
});

const inboxRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: 'inbox',
  validateSearch: texts('show'),
  component: () => (
    <InboxScreen
      account={id(inboxRoute.useParams().account)}
      unread={inboxRoute.useSearch().show === 'unread'}
    />
  ),
});

const inboxSettingsRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: 'inbox/settings',
  component: () => <InboxSettingsScreen account={id(inboxSettingsRoute.useParams().account)} />,
});

const settingsRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: 'settings',
  component: () => <SettingsScreen account={id(settingsRoute.useParams().account)} />,
});

const repositoriesRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: 'settings/repositories',
  component: () => <RepositoriesScreen account={id(repositoriesRoute.useParams().account)} />,
});

const destinationsRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: 'settings/destinations',
  component: () => <DestinationsScreen account={id(destinationsRoute.useParams().account)} />,
});

const deliveriesRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: 'settings/deliveries',
  validateSearch: texts('destination', 'state'),
  component: () => {
    const { destination, state } = deliveriesRoute.useSearch();
    return (
      <DeliveriesScreen
        account={id(deliveriesRoute.useParams().account)}
        destination={destination === undefined ? null : id(destination)}
        state={stateNames.find((name) => name === state) ?? null}
      />
    );
  },
});

const deliveryRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: 'settings/deliveries/$delivery',
  component: () => {
    const { account, delivery } = deliveryRoute.useParams();
    return <DeliveryScreen account={id(account)} id={id(delivery)} />;
  },
});

const captureCacheRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: 'settings/capture-cache',
  component: () => <CaptureCacheScreen account={id(captureCacheRoute.useParams().account)} />,
});

const assistantsRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: 'settings/assistants',
  component: () => <AssistantsScreen account={id(assistantsRoute.useParams().account)} />,
});

const fleetRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: 'settings/workers',
  component: () => <FleetScreen account={id(fleetRoute.useParams().account)} />,
});

const tolerancesRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: 'settings/tolerances',
  component: () => (
    <TolerancesScreen account={id(tolerancesRoute.useParams().account)} project={null} />
  ),
});

const projectTolerancesRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: 'settings/tolerances/$project',
  component: () => {
    const { account, project } = projectTolerancesRoute.useParams();
    return <TolerancesScreen account={id(account)} project={id(project)} />;
  },
});

const reviewRulesRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: 'settings/reviewing',
  component: () => (
    <ReviewRulesScreen account={id(reviewRulesRoute.useParams().account)} project={null} />
  ),
});

const projectReviewRulesRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: 'settings/reviewing/$project',
  component: () => {
    const { account, project } = projectReviewRulesRoute.useParams();
    return <ReviewRulesScreen account={id(account)} project={id(project)} />;
  },
});

const outagesRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: 'settings/outages',
  component: () => (
    <OutageRuleScreen account={id(outagesRoute.useParams().account)} project={null} />
  ),
});

const projectOutagesRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: 'settings/outages/$project',
  component: () => {
    const { account, project } = projectOutagesRoute.useParams();
    return <OutageRuleScreen account={id(account)} project={id(project)} />;
  },
});

const routeTree = rootRoute.addChildren([
  homeRoute,
  signInRoute,
  welcomeRoute,
  apiDescriptionRoute,
  connectAssistantRoute,
  settingsHomeRoute,
  ...elsewhereRoutes,
  accountRoute.addChildren([
    accountHomeRoute,
    jobsRoute,
    jobRoute,
    asyncReportRoute,
    snapRequestRoute,
    comparisonRoute,
    snapshotPairRoute,
    snapshotCaptureRoute,
    historyRoute,
    componentRoute,
    componentsRoute,
    projectsRoute,
    projectRoute,
    reportRoute,
    inboxRoute,
    inboxSettingsRoute,
    settingsRoute,
    repositoriesRoute,
    destinationsRoute,
    deliveriesRoute,
    deliveryRoute,
    captureCacheRoute,
    assistantsRoute,
    fleetRoute,
    tolerancesRoute,
    projectTolerancesRoute,
    reviewRulesRoute,
    projectReviewRulesRoute,
    outagesRoute,
    projectOutagesRoute,
  ]),
]);

/** @param history where the address is kept; that of the browser when left out */
export const createPages = (history?: RouterHistory) =>
  createRouter({
    routeTree,
    ...(history && { history }),
    // Plain text both ways: ids in addresses stay as they are, without quotes around them.
    parseSearch: parseSearchWith((value) => value),
    stringifySearch: stringifySearchWith(String),
    defaultErrorComponent: ({ error }) => <Crash error={error as Error} />,
    scrollRestoration: true,
  });

export type Pages = ReturnType<typeof createPages>;

declare module '@tanstack/react-router' {
  interface Register {
    router: Pages;
  }
}
