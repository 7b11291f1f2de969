import { useState } from 'react';
import type { Capture } from '../api/entities.ts';
import type { SnapshotCapturePath } from '../api/queries.ts';
import { captureFile } from './capture-file.ts';

/** Pixels, where the window was that of a device. */
const fallback = { width: 390, height: 844 };

interface RecordedDocumentProps {
  path: SnapshotCapturePath;
  capture: Capture;
}

/**
 * The document as it was recorded, at the size it was captured at. It is a stranger's: the frame gives it
 * an origin of its own, and its address says the same once more for whoever opens it without the frame.
 */
export function RecordedDocument({ path, capture }: RecordedDocumentProps) {
  const [opened, setOpened] = useState(false);
  const { width, height } = capture.viewport ?? fallback;
  return (
    <details
      className="card capture-document"
      onToggle={(event) => setOpened(event.currentTarget.open)}
    >
      <summary>
        <h2>Recorded document</h2>
      </summary>
      <p className="soft">
        Its own HTML and styles, without scripts. Nothing is loaded: pictures and fonts of the
        package are missing here.
      </p>
      {opened && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <section className="capture-frame" aria-label="Recorded document" tabIndex={0}>
          <iframe
            title={`Recorded document, ${width} by ${height} pixels`}
            src={captureFile(path.account, capture, `documents/${capture.document ?? 0}`)}
            sandbox=""
            referrerPolicy="no-referrer"
            width={width}
            height={height}
          />
        </section>
      )}
    </details>
  );
}
