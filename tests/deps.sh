#!/bin/sh
# Installs the Debian packages named that are missing. Quiet when there is nothing to do.
missing=
for p in "$@"; do
	dpkg-query -W -f='${Status}' "$p" 2>/dev/null | grep -q 'ok installed' || missing="$missing $p"
done
[ -z "$missing" ] && exit 0
as_root=
[ "$(id -u)" = 0 ] || as_root=sudo
echo "installing:$missing"
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get -qq update && $as_root apt-get -qq install -y --no-install-recommends $missing >/dev/null && exit 0
echo "These Debian packages are needed and could not be installed:$missing" >&2
exit 1
