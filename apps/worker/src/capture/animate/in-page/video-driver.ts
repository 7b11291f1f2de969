/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { Driver } from './drivers.ts';
import type { Root } from './seekable.ts';

/**
 * Moves videos to the frames they show at a time. Runs in the page: self-contained.
 * @param rootsBelow Where to look for what is below an element.
 */
export function videoDriver(rootsBelow: (element: Element) => Root[]): Driver {
  const { pause, play } = HTMLMediaElement.prototype;
  /** Nothing is shown at the very end of some videos. Seconds. */
  const beforeEnd = 0.001;

  const { requestVideoFrameCallback } = HTMLVideoElement.prototype;
  const requestFrame = requestAnimationFrame;
  /**
   * Frames after which no other picture of the video is to come: it has been that one already. Frames
   * follow each other as fast as they are drawn, and decoding takes real time on a busy machine.
   */
  const patience = 40;

  /** What has been found is on the screen some frames later. */
  const shown = (video: HTMLVideoElement): Promise<void> =>
    new Promise((resolve) => {
      requestVideoFrameCallback.call(video, () => resolve());
      let frames = 0;
      const count = (): void => {
        frames += 1;
        if (frames === patience) resolve();
        else requestFrame(count);
      };
      requestFrame(count);
    });

  const show = (video: HTMLVideoElement, seconds: number): Promise<void> | undefined => {
    const time = Math.max(0, Math.min(seconds, video.duration - beforeEnd));
    if (Math.abs(video.currentTime - time) < beforeEnd && !video.seeking) return undefined;
    return new Promise((resolve) => {
      const done = (): void => resolve();
      video.addEventListener('seeked', () => shown(video).then(done), { once: true });
      for (const end of ['error', 'emptied']) video.addEventListener(end, done, { once: true });
      video.currentTime = time;
    });
  };

  return {
    name: 'video',
    discover: (root) =>
      rootsBelow(root)
        .flatMap((place) => [...place.querySelectorAll('video')])
        .filter((video) => root.getRootNode() !== video.getRootNode() || root.contains(video))
        .filter((video) => Number.isFinite(video.duration) && !video.error)
        .map((video) => {
          const { paused, currentTime } = video;
          return {
            target: video,
            element: video,
            name: video.currentSrc.slice(-100),
            durationMs: video.duration * 1000,
            repeats: video.loop,
            pause: () => pause.call(video),
            seek: (ms: number) => show(video, ms / 1000),
            release: () => {
              video.currentTime = currentTime;
              if (!paused) play.call(video).catch(() => undefined);
            },
          };
        }),
  };
}
