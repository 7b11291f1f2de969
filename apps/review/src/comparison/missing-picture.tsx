import { foreignHost } from '../ui/foreign-host.ts';

/** Stands where a picture would be, and says whose fault it may be. */
export function MissingPicture({ url }: { url: string }) {
  const host = foreignHost(url);
  if (host === null) return <p className="picture-missing">This picture could not be loaded.</p>;
  return (
    <p className="picture-missing">
      This picture could not be loaded. It is kept by <b>{host}</b>, not here: look whether it is
      still there, and reload this page if it was reported a moment ago.
    </p>
  );
}
