/**
 * Build statuses of Bitbucket Data Center from 7.4 on, by an HTTP access token
 * (https://developer.atlassian.com/server/bitbucket/how-tos/updating-build-status-for-commits/).
 */
import { buildStands, buildStates, judgeBuild, longest } from './bitbucket.ts';
import type { Channel, Reached } from './channel.ts';
import {
  endpoint,
  explaining,
  explainRefusal,
  explainWriting,
  inPath,
  jsonRequest,
  nobodysSha,
  repositoryParts,
  shorten,
  statusIn,
} from './forge.ts';

/** Key of the project and name of the repository; a person's own project begins with a tilde. */
function nameOf({ settings }: Reached<'bitbucket-server'>): { key: string; name: string } {
  const [owners = '', owner = '', , name = ''] = repositoryParts(settings).slice(-4);
  return { key: owners.toLowerCase() === 'users' ? `~${owner}` : owner, name };
}

function repository(to: Reached<'bitbucket-server'>, path = ''): string {
  const { key, name } = nameOf(to);
  const place = `/rest/api/latest/projects/${inPath(key)}/repos/${inPath(name)}${path}`;
  return endpoint(to.settings, place);
}

const builds = (to: Reached<'bitbucket-server'>, sha: string) =>
  repository(to, `/commits/${sha}/builds`);

const headersOf = ({ secret }: Reached<'bitbucket-server'>) => ({
  authorization: `Bearer ${secret}`,
});

export const bitbucketServer: Channel<'bitbucket-server'> = {
  async request(_ctx, to, content) {
    const { sha, state, context, description, url } = statusIn(content);
    return jsonRequest('POST', builds(to, sha), headersOf(to), {
      key: shorten(context, longest),
      state: buildStates[state],
      name: shorten(context, longest),
      description: shorten(description, longest),
      url,
    });
  },
  judge: judgeBuild,
  async stands(to, content, ask) {
    const { sha, state, context, description } = statusIn(content);
    const query = new URLSearchParams({ key: shorten(context, longest) });
    const response = await ask(jsonRequest('GET', `${builds(to, sha)}?${query}`, headersOf(to)));
    return buildStands(response, state, description);
  },
  access: (to) => ({ url: repository(to), headers: headersOf(to), until: null }),
  nameOfLine: (context) => shorten(context, longest),
  probe: (to) => jsonRequest('GET', repository(to), headersOf(to)),
  async explain(response, to, now, ask) {
    const { key, name: own } = nameOf(to);
    const name = `${key}/${own}`;
    const { yes, no } = explaining('Bitbucket', response, now);
    const refusal = explainRefusal('Bitbucket', name, response);
    if (refusal !== null) return no(refusal);
    const nothing = jsonRequest('POST', builds(to, nobodysSha), headersOf(to), {});
    const trouble = await explainWriting(ask, name, nothing);
    return trouble === null ? yes(`Build statuses can be written on ${name}.`) : no(trouble);
  },
};
