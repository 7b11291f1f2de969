/** No client at all: a script with curl, as builds of native apps have one. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { clientEnvironment } from '../happo.ts';
import { runProgram } from '../run-program.ts';
import type { ClientProject, Look } from './project.ts';
import { clientDeadlineMs, type Row } from './row.ts';
import { solidPng } from './solid-png.ts';

const script = `set -eu
before=$1 after=$2 announce=\${3:-}
json='content-type: application/json'
call() {
  curl --silent --show-error --fail-with-body --user "$HAPPO_API_KEY:$HAPPO_API_SECRET" "$@"
}
field() { sed -n "s/.*\\"$1\\": *\\"\\([^\\"]*\\)\\".*/\\1/p"; }

# Uploads a picture unless it is there already, and prints its address.
upload() {
  answer=$(call "$TWINLENS_URL/api/images/$(md5sum "$1" | cut -c1-32)/upload-url")
  to=$(printf %s "$answer" | field uploadUrl)
  if [ -n "$to" ]; then answer=$(call --form "file=@$1;type=image/png" "$to"); fi
  printf %s "$answer" | field url
}

snapshot() {
  url=$(upload "$1.png")
  printf '{"component":"%s","variant":"default","target":"native","url":"%s","width":120,"height":60}' "$1" "$url"
}

if [ "$announce" = orchestrate ] && [ "$before" != "$after" ]; then
  call --header "$json" --data '{"projects":["default"]}' "$TWINLENS_URL/api/jobs/$before/$after/orchestrate"
fi
box=$(snapshot Box)
still=$(snapshot Still)
call --header "$json" --data "{\\"snaps\\":[$box,$still]}" "$TWINLENS_URL/api/reports/$after"
if [ "$before" != "$after" ]; then
  call --header "$json" --data '{"isAsync":true}' "$TWINLENS_URL/api/reports/$before/compare/$after"
fi
`;

function writeScript(...args: string[]) {
  return async (folder: string, look: Look): Promise<ClientProject> => {
    await writeFile(join(folder, 'Box.png'), solidPng(look.color));
    await writeFile(join(folder, 'Still.png'), solidPng('#808080'));
    await writeFile(join(folder, 'send.sh'), script);
    return { folder, args };
  };
}

const run: Row['run'] = ({ folder, args }, { before, after }, twinlens) =>
  runProgram('sh', ['send.sh', before, after, ...args], {
    cwd: folder,
    env: clientEnvironment(folder, twinlens),
    timeoutMs: clientDeadlineMs,
  });

export const curlRows: Row[] = [
  { integration: 'images and report', write: writeScript() },
  { integration: 'images and report, orchestrated', write: writeScript('orchestrate') },
].map((row) => ({
  client: 'curl',
  dependencies: {},
  run,
  snapshots: ['Box default native', 'Still default native'],
  ...row,
}));
