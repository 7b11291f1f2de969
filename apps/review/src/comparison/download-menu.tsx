import { Popover } from '@base-ui/react/popover';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useApi } from '../api/context.tsx';
import type { Change } from '../api/entities.ts';
import { type DifferencePath, differenceQuery } from '../api/queries.ts';
import { useKeyHint } from '../keys/key-hint.tsx';
import { useActions } from '../keys/use-actions.ts';
import { foreignHost } from '../ui/foreign-host.ts';
import { Icon } from '../ui/icon.tsx';
import './download-menu.css';

interface DownloadMenuProps {
  change: Change;
  /** Null where there are no two pictures that were compared. */
  difference: DifferencePath | null;
}

/** The pictures of a change as files, and those that show what differs. */
export function DownloadMenu({ change, difference }: DownloadMenuProps) {
  const [isOpen, setIsOpen] = useState(false);
  useActions(useMemo(() => ({ 'change.download': () => setIsOpen(true) }), []));
  return (
    <Popover.Root open={isOpen} onOpenChange={setIsOpen}>
      <Popover.Trigger
        className="button button-plain download-menu"
        {...useKeyHint('change.download')}
      >
        <Icon name="download" />
        Download
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} align="end">
          <Popover.Popup className="popover" aria-label="Download">
            <ul className="downloads">
              {(['before', 'after'] as const).map((side) => {
                const image = change[side]?.image;
                if (image === undefined) return null;
                return <Download key={side} change={change} name={side} url={image.url} />;
              })}
              {difference && <ResultDownloads change={change} path={difference} />}
            </ul>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

/** What the server shows of the difference, once it has looked. */
function ResultDownloads({ change, path }: { change: Change; path: DifferencePath }) {
  const { data } = useQuery(differenceQuery(useApi(), path));
  if (!data?.images) {
    return (
      <li className="soft download-none">
        {data === undefined ? 'Looking for more…' : 'The difference is not there as a picture.'}
      </li>
    );
  }
  return (['highlight', 'mask'] as const).map((kind) => (
    <Download key={kind} change={change} name={kind} url={data.images?.[kind] ?? ''} />
  ));
}

const words = {
  before: ['Before', ''],
  after: ['After', ''],
  highlight: ['Highlight', 'what differs, over the later picture in grey'],
  mask: ['Mask', 'only what differs, on nothing'],
} as const;

interface DownloadProps {
  change: Change;
  name: keyof typeof words;
  url: string;
}

function Download({ change, name, url }: DownloadProps) {
  const { component, variant, target } = change;
  const type = /\.\w+$/.exec(url)?.[0] ?? '';
  const [label, meaning] = words[name];
  const host = foreignHost(url);
  return (
    <li>
      <a
        className="download"
        href={url}
        download={`${component} ${variant} ${target} ${name}${type}`}
        // Browsers show what another server keeps, instead of saving it.
        {...(host !== null && { target: '_blank', rel: 'noreferrer' })}
      >
        {label}
        {host !== null && <span className="soft"> at {host}</span>}
        {meaning !== '' && <span className="soft"> {meaning}</span>}
      </a>
    </li>
  );
}
