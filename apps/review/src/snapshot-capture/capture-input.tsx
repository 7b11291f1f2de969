import type { Capture } from '../api/entities.ts';
import { bytes } from '../ui/bytes.ts';
import { Icon } from '../ui/icon.tsx';
import { captureFile } from './capture-file.ts';

/** What went into a capture: the options of its target, and the files a client sent. */
export function CaptureInput({ account, capture }: { account: number; capture: Capture }) {
  const { options, hasPayload, packageBytes } = capture;
  return (
    <section className="card capture-input" aria-labelledby="capture-input">
      <h2 id="capture-input">Options of {capture.target}</h2>
      {options.length === 0 ? (
        <p className="soft">None are known: the payload is not there any more.</p>
      ) : (
        <dl>
          {options.map(({ name, value }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd className="mono">{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {(hasPayload || packageBytes !== null) && (
        <p className="capture-files">
          {hasPayload && (
            <a className="button" href={captureFile(account, capture, 'payload')} download>
              <Icon name="download" /> Payload
            </a>
          )}
          {packageBytes !== null && (
            <a className="button" href={captureFile(account, capture, 'package')} download>
              <Icon name="download" /> Package, {bytes(packageBytes)}
            </a>
          )}
        </p>
      )}
    </section>
  );
}
