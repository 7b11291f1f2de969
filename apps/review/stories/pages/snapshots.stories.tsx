import { captureAddress, historyAddress } from '../../made-up/addresses.ts';
import { never } from '../answers.ts';
import { pageStory, screenStory } from '../page-story.tsx';

export default { title: 'Pages/Snapshots' };

export const WhyItLooksLikeThis = screenStory(captureAddress(4));
export const OfAPackage = pageStory(captureAddress(2));
export const Copied = pageStory(captureAddress(9));
export const CarriedOver = pageStory(captureAddress(13));
export const TakenAgain = pageStory(captureAddress(4), {
  async given(api) {
    await api.retakeSnapRequest({ params: { account: 1, id: 501 } });
    await api.getSnapshotCapture({ params: { account: 1, project: 1, sha: '', snapshot: 4 } });
  },
});
export const CaptureLoading = pageStory(captureAddress(4), {
  answers: { getSnapshotCapture: never },
});
export const History = screenStory(historyAddress('Avatar/000'));
export const HistoryOfNothing = pageStory(historyAddress('gone'));
