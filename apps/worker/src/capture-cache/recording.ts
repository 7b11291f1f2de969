import type { Picture } from '../capture/job.ts';
import { PassRecorder } from './pass-recorder.ts';
import type { Image, KnownExample, Pass } from './plan.ts';
import type { Subject } from './subject.ts';

/** Writes down what goes into the pictures of one capture while they are taken. */
export interface Recording {
  /** The proxy was asked for an address, of the package or outside. */
  ask(url: URL, inside: boolean): void;
  /** The picture that comes next was taken although something was still going on. */
  doubt(): void;
  /** A picture was taken. @returns Takes its name, once that is known. */
  picture(picture: Picture): (image: Image) => void;
  skip(component: string, variant: string): void;
  copy(example: KnownExample): void;
  /** An example has failed, for now or for good. */
  disturb(): void;
  /** Everything was shown. Answers what may be remembered of it. */
  end(): Pass[];
  /** What will not be copied, and why. */
  remarks(): string[];
}

/** Nothing of it is remembered. */
export const noRecording: Recording = {
  ask: () => undefined,
  doubt: () => undefined,
  picture: () => () => undefined,
  skip: () => undefined,
  copy: () => undefined,
  disturb: () => undefined,
  end: () => [],
  remarks: () => [],
};

function recorderOf({ keys, digests, payload }: Subject, index: number): PassRecorder {
  const { allowedHostnames } = payload;
  return new PassRecorder({ key: keys[index] ?? '', digests, allowedHostnames });
}

/**
 * One page shows everything. The proxy hears of whatever it asks for, workers included, for the first
 * time in this profile; what it is given from the browser's own memory later it has asked for before.
 */
function recordPackage(subject: Subject): Recording {
  const recorder = recorderOf(subject, 0);
  let last = 'the beginning';
  let remark: string | undefined;
  const shown = (component: string, variant: string): void => {
    if (recorder.stoppedBy !== undefined) {
      remark ??= `Nothing after ${last} is copied next time: ${recorder.stoppedBy}`;
    }
    last = `"${component}, ${variant}"`;
  };
  return {
    ask: (url, inside) => recorder.ask(url, inside),
    doubt: () => recorder.doubt(),
    picture({ component, variant }) {
      shown(component, variant);
      return recorder.picture(component, variant);
    },
    skip(component, variant) {
      shown(component, variant);
      recorder.skip(component, variant);
    },
    copy(example) {
      shown(example.component, example.variant);
      recorder.copy(example);
    },
    // The examples after it are shown in another order, and by a page that has not shown those before.
    disturb: () => recorder.stop('an example failed'),
    end() {
      recorder.end();
      const pass = recorder.pass();
      return pass ? [pass] : [];
    },
    remarks: () => (remark === undefined ? [] : [remark]),
  };
}

/**
 * Every document is opened by itself, and the browser says what it asks for, also where it has that
 * from the document before.
 */
function recordDocuments(subject: Subject): Recording {
  const passes: Pass[] = [];
  /** Names of documents by what keeps them from being copied. */
  const kept = new Map<string, string[]>();
  let unsure = false;
  return {
    ...noRecording,
    doubt() {
      unsure = true;
    },
    disturb() {
      unsure = false;
    },
    picture({ component, variant, document }) {
      const recorder = recorderOf(subject, document?.index ?? -1);
      for (const { url, inside } of document?.asked ?? []) recorder.ask(url, inside);
      if (!document?.asked) recorder.stop('it asks for too much');
      if (unsure) recorder.doubt();
      unsure = false;
      const named = recorder.picture(component, variant);
      recorder.end();
      const pass = recorder.pass();
      const { stoppedBy } = recorder;
      if (pass) passes.push(pass);
      if (stoppedBy !== undefined) {
        kept.set(stoppedBy, [...(kept.get(stoppedBy) ?? []), `"${component}, ${variant}"`]);
      }
      return named;
    },
    end: () => passes,
    remarks: () =>
      [...kept].map(([reason, [first, ...others]]) => {
        const more = others.length > 0 ? ` (and ${others.length} more)` : '';
        return `${first}${more} is not copied next time: ${reason}`;
      }),
  };
}

export function startRecording(subject: Subject): Recording {
  return subject.kind === 'package' ? recordPackage(subject) : recordDocuments(subject);
}
