import { pageStory, screenStory } from '../page-story.tsx';

export default { title: 'Pages/Inbox' };

export const Inbox = screenStory('/a/1/inbox');
export const Unread = pageStory('/a/1/inbox?show=unread');
export const Empty = pageStory('/a/1/inbox', {
  answers: { listNotices: async () => ({ notices: [], more: false, unread: 0 }) },
});
export const WhatIAmTold = screenStory('/a/1/inbox/settings');
export const WithoutMail = pageStory('/a/1/inbox/settings', {
  answers: (api) => ({
    getNoticeSettings: async (input) => ({
      ...(await api.getNoticeSettings(input)),
      sendsMail: false,
    }),
  }),
});
