import { asMember, never, refused } from '../answers.ts';
import { pageStory, screenStory } from '../page-story.tsx';

export default { title: 'Pages/Settings' };

export const ApiKeys = screenStory('/a/1/settings');
export const NoApiKeys = pageStory('/a/1/settings', {
  answers: { listApiKeys: async () => ({ apiKeys: [] }) },
});
export const ApiKeysOfAMember = pageStory('/a/1/settings', { answers: asMember });
export const ApiKeysLoading = pageStory('/a/1/settings', { answers: { listApiKeys: never } });
export const CreatingAKey = pageStory('/a/1/settings', {
  play: async ({ canvas, userEvent }) =>
    userEvent.click(await canvas.findByRole('button', { name: /Create/ })),
});
export const Repositories = screenStory('/a/1/settings/repositories');
export const NoRepositories = pageStory('/a/1/settings/repositories', {
  answers: { listRepositories: async () => ({ repositories: [] }) },
});
export const RepositoriesOfAMember = pageStory('/a/1/settings/repositories', { answers: asMember });
export const CaptureCache = screenStory('/a/1/settings/capture-cache');
export const CaptureCacheWithoutDoubt = pageStory('/a/1/settings/capture-cache', {
  answers: {
    getCaptureCache: async () => ({
      days: 30,
      hits: 0,
      misses: 0,
      audits: 0,
      disagreements: 0,
      turnedOff: [],
    }),
  },
});
export const Assistants = pageStory('/a/1/settings/assistants');
export const NoAssistants = pageStory('/a/1/settings/assistants', {
  answers: { listAssistants: async () => ({ assistants: [] }) },
  // The page names its own address, which is another one in every capture.
  async play({ canvas }) {
    const address = await canvas.findByText(`${location.origin}/api/mcp`);
    address.textContent = 'https://twinlens.example.com/api/mcp';
  },
});
export const Workers = screenStory('/a/1/settings/workers');
export const NoWorkers = pageStory('/a/1/settings/workers', {
  answers: { getFleet: async () => ({ workers: [], tokens: [], types: [] }) },
});
export const WorkersRefused = pageStory('/a/1/settings/workers', {
  answers: { getFleet: refused },
});
export const Tolerances = screenStory('/a/1/settings/tolerances/1');
export const TolerancesOfAMember = pageStory('/a/1/settings/tolerances/1', { answers: asMember });
export const TolerancesRefused = pageStory('/a/1/settings/tolerances/1', {
  answers: { getPolicy: refused },
});
export const Reviewing = screenStory('/a/1/settings/reviewing/1');
export const ReviewingOfAMember = pageStory('/a/1/settings/reviewing/1', { answers: asMember });
export const Outages = pageStory('/a/1/settings/outages/1');
export const OutagesOfAMember = pageStory('/a/1/settings/outages/1', { answers: asMember });
export const OutagesWithoutARule = pageStory('/a/1/settings/outages/1', {
  answers: {
    getOutageRule: async () => ({
      project: { id: 1, name: 'web-shop' },
      rule: null,
      changes: [],
    }),
  },
});
export const Destinations = screenStory('/a/1/settings/destinations');
export const NoDestinations = pageStory('/a/1/settings/destinations', {
  answers: { listDestinations: async () => ({ destinations: [] }) },
});
export const DestinationsOfAMember = pageStory('/a/1/settings/destinations', { answers: asMember });
export const AddingADestination = pageStory('/a/1/settings/destinations', {
  play: async ({ canvas, userEvent }) =>
    userEvent.click(await canvas.findByRole('button', { name: /Add/ })),
});
export const HookOfAForge = pageStory('/a/1/settings/destinations', {
  play: async ({ canvas, userEvent }) =>
    userEvent.click(await canvas.findByRole('button', { name: /^Hook of/ })),
});
export const ReadingBack = pageStory('/a/1/settings/destinations', {
  play: async ({ canvas, userEvent }) =>
    userEvent.click(await canvas.findByRole('button', { name: /^Read back/ })),
});
export const Deliveries = screenStory('/a/1/settings/deliveries');
export const DeliveriesNoneLikeThis = pageStory(
  '/a/1/settings/deliveries?destination=2&state=refused',
);
export const ADelivery = screenStory('/a/1/settings/deliveries/61');
export const ADeliveryThatWaits = pageStory('/a/1/settings/deliveries/65');
export const ADeliveryUntold = pageStory('/a/1/settings/deliveries/66');
