#!/usr/bin/env bash
# Makes the bundle for Linux: a folder that holds the program, Python, Qt and decoders of sound.
#   bash resources/packaging/bundle.sh OUT [FFMPEG_SOURCE]
# The bundle is OUT/dist/rlscompanion, to be made on the oldest system that it is to run on (Debian 12). What
# OUT has of an earlier run is used again. Without FFMPEG_SOURCE, the source of FFmpeg 8.1 comes from Debian.
# Needs: python3-venv python3-dev build-essential pkg-config nasm xz-utils, and apt's keys.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
mkdir -p "$1"
out=$(cd "$1" && pwd)
source=${2:-$out/ffmpeg-source}
suite=forky  # the release of Debian with FFmpeg 8.1

# Debian's Python, since PyInstaller needs one built with a shared library.
[ -x "$out/venv/bin/python" ] || /usr/bin/python3 -m venv "$out/venv"
"$out/venv/bin/pip" install --quiet --disable-pip-version-check 'pyinstaller>=6.10,<7'
"$out/venv/bin/pip" install --quiet --disable-pip-version-check --force-reinstall --no-deps "$root"
"$out/venv/bin/pip" install --quiet --disable-pip-version-check "$root"

if [ ! -x "$source/configure" ]; then
  apt="$out/apt"
  mkdir -p "$apt/lists/partial" "$source"
  mirror=$(awk '/^URIs:/ { print $2; exit }' /etc/apt/sources.list.d/debian.sources)
  echo "deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $suite main" > "$apt/sources.list"
  options=(-qq -o "Dir::Etc::sourcelist=$apt/sources.list" -o Dir::Etc::sourceparts=/nonexistent)
  options+=(-o "Dir::State::lists=$apt/lists" -o APT::Sandbox::User=root)
  apt-get "${options[@]}" update
  (cd "$apt" && apt-get "${options[@]}" source --download-only ffmpeg/"$suite")
  tar -xJf "$apt"/ffmpeg_*.orig.tar.xz -C "$source" --strip-components=1
fi
if ! "$out/venv/bin/python" -c 'import av, sys; sys.exit("libx264" in av.codecs_available)' 2> /dev/null; then
  bash "$root/resources/packaging/ffmpeg.sh" "$source" "$out/ffmpeg" "$out/venv/bin/python"
fi

cd "$out"
"$out/venv/bin/pyinstaller" --noconfirm --log-level ERROR "$root/resources/packaging/rlscompanion.spec"
bundle=$out/dist/rlscompanion
"$out/venv/bin/python" "$root/resources/packaging/licences.py" "$bundle/licenses" "$source"
if find "$bundle" -name 'libx26*' -o -name 'libmp3lame*' | grep .; then
  echo "bundle.sh: these must not be shipped" >&2
  exit 1
fi
du -sm "$bundle" | awk '{ print "bundle: " $1 " MB"; exit $1 > 250 }'
