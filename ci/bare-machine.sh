#!/bin/sh
# Runs the demo where nothing is installed: a minimal Debian tree with Node 20 and npm copied in, no git, no
# browser, no fonts. Checks out HEAD, so commit first. Needs root, debootstrap and the npm registry.
#
#   ci/bare-machine.sh            makes the tree, runs, removes it
#   KEEP_TREE=1 ci/bare-machine.sh    leaves it for a look
set -eu
cd "$(dirname "$0")/.."

suite=${SUITE:-bookworm}
mirror=${MIRROR:-http://deb.debian.org/debian}
node=${NODE:-/usr/bin/node}

for need in debootstrap unshare "$node"; do
  command -v "$need" > /dev/null || { echo "bare-machine: $need is missing" >&2; exit 2; }
done
[ "$(id -u)" = 0 ] || { echo 'bare-machine: must be root, to make a Debian tree' >&2; exit 2; }

tree=$(mktemp -d /var/tmp/twinlens-bare-XXXXXX)
finish() {
  if [ -n "${KEEP_TREE:-}" ]; then echo "kept: $tree" >&2; else rm -rf --one-file-system "$tree"; fi
}
trap finish EXIT
trap 'exit 130' INT TERM

debootstrap --variant=minbase "$suite" "$tree" "$mirror" > "$tree.log" 2>&1 || { cat "$tree.log" >&2; exit 1; }
rm -f "$tree.log"

modules=$(dirname "$(dirname "$node")")/lib/node_modules/npm
mkdir -p "$tree/usr/local/bin" "$tree/usr/local/lib/node_modules" "$tree/etc/ssl/certs"
cp "$node" "$tree/usr/local/bin/node"
cp -r "$modules" "$tree/usr/local/lib/node_modules/npm"
ln -s ../lib/node_modules/npm/bin/npm-cli.js "$tree/usr/local/bin/npm"
cp /etc/resolv.conf /etc/hosts "$tree/etc/"
# The registry may be behind a proxy with a certificate of its own.
[ ! -e /etc/ssl/certs/ca-certificates.crt ] || cp /etc/ssl/certs/ca-certificates.crt "$tree/etc/ssl/certs/"

mkdir "$tree/src"
git archive HEAD | tar -x -C "$tree/src"

cat > "$tree/bare-machine" <<'SCRIPT'
set -eu
cd /src
for absent in git chromium google-chrome firefox fc-list; do
  if command -v "$absent"; then echo "bare-machine: $absent is installed, so this proves nothing" >&2; exit 2; fi
done
[ ! -e /etc/ssl/certs/ca-certificates.crt ] || export npm_config_cafile=/etc/ssl/certs/ca-certificates.crt
npm ci --no-audit --no-fund
npm run --silent demo -- --once | tee /tmp/demo
tail -n 1 /tmp/demo | node -e '
  const { changed, added, deleted, unchanged, seconds } = JSON.parse(require("fs").readFileSync(0, "utf8"));
  const right = changed === 3 && added === 0 && deleted === 0 && unchanged > 0;
  console.log(right ? `bare-machine: right, in ${seconds} s` : "bare-machine: WRONG");
  process.exit(right ? 0 : 1);'
SCRIPT

# A mount and process space of its own: whatever is left running or mounted ends with it.
unshare --mount --pid --fork sh -eu -c '
  mount --make-rprivate /
  mount -t proc proc "$1/proc"
  mount -t tmpfs tmpfs "$1/dev"
  mkdir "$1/dev/shm"
  for device in null zero random urandom; do touch "$1/dev/$device"; mount --bind "/dev/$device" "$1/dev/$device"; done
  ln -s /proc/self/fd "$1/dev/fd"
  exec chroot "$1" /usr/bin/env -i HOME=/root PATH=/usr/local/bin:/usr/bin:/bin sh /bare-machine
' sh "$tree"
