import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useApi } from '../api/context.tsx';
import type { Picture, TurnedOffExample } from '../api/entities.ts';
import { captureCacheQuery } from '../api/queries.ts';
import { Time } from '../ui/time.tsx';
import { useFailureToast } from '../ui/toasts.tsx';

interface TurnedOffRowProps {
  account: number;
  example: TurnedOffExample;
  mayTurnOn: boolean;
}

export function TurnedOffRow({ account, example, mayTurnOn }: TurnedOffRowProps) {
  const api = useApi();
  const client = useQueryClient();
  const tellFailure = useFailureToast();
  const turnOn = useMutation({
    mutationFn: () => api.turnCaptureCacheOn({ params: { account, example: example.id } }),
    onSuccess: () => client.invalidateQueries(captureCacheQuery(api, account)),
    onError: (error) => tellFailure('It stays turned off', error),
  });
  const { component, variant, target, snapRequestId, foundAt, copied, rendered } = example;
  const name = `${component}, ${variant}, ${target}`;
  return (
    <li className="turned-off-example">
      <div className="turned-off-pictures">
        <FoundPicture label="Copied" of={name} image={copied} />
        <FoundPicture label="Rendered again" of={name} image={rendered} />
      </div>
      <div className="turned-off-name">
        <b>{component}</b>
        <span className="soft">
          {variant} · {target}
        </span>
        <span className="soft">
          <Link
            to="/a/$account/snap-requests/$id"
            params={{ account: String(account), id: String(snapRequestId) }}
          >
            Capture {snapRequestId}
          </Link>
          , <Time at={foundAt} />
        </span>
      </div>
      {mayTurnOn && (
        <button
          type="button"
          className="button"
          aria-label={`Turn on for ${name}`}
          disabled={turnOn.isPending}
          onClick={() => turnOn.mutate()}
        >
          Turn on
        </button>
      )}
    </li>
  );
}

interface FoundPictureProps {
  label: string;
  /** Name of the example. */
  of: string;
  /** Null when the page did not show it. */
  image: Picture | null;
}

function FoundPicture({ label, of, image }: FoundPictureProps) {
  if (image === null) {
    return (
      <span className="turned-off-picture">
        <span className="turned-off-missing soft">Not shown</span>
        {label}
      </span>
    );
  }
  return (
    <a
      className="turned-off-picture"
      href={image.url}
      target="_blank"
      rel="noreferrer"
      aria-label={`${label}: ${of}`}
    >
      <img src={image.url} alt="" loading="lazy" />
      {label}
    </a>
  );
}
