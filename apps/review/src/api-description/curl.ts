import type { DescribedOperation } from '../api/entities.ts';

const authorization: Record<string, string> = {
  Clients: '-u "$HAPPO_API_KEY:$HAPPO_API_SECRET"',
  Workers: '-H "authorization: Bearer $TWINLENS_WORKER_TOKEN"',
  People: '-b "$COOKIE"',
};

const bodies: Record<string, string[]> = {
  'application/json': ["-H 'content-type: application/json'", "-d '{ ... }'"],
  'multipart/form-data': ['-F field=value', '-F file=@path'],
  'application/octet-stream': ['--data-binary @path'],
};

/** A call of the operation to be filled in, for a shell. */
export function curlOf(
  origin: string,
  method: string,
  path: string,
  { tags, parameters, requestBody }: DescribedOperation,
): string {
  const query = parameters
    .filter((parameter) => parameter.in === 'query' && parameter.required)
    .map(({ name }) => `${name}={${name}}`)
    .join('&');
  const [type] = Object.keys(requestBody?.content ?? {});
  const parts = [
    `curl -X ${method.toUpperCase()} '${origin}${path}${query === '' ? '' : `?${query}`}'`,
    ...tags.flatMap((tag) => authorization[tag] ?? []),
    ...(type === undefined ? [] : (bodies[type] ?? [])),
  ];
  return parts.join(' \\\n  ');
}
