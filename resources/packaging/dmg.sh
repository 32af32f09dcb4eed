#!/usr/bin/env bash
# UNTRIED: makes a signed, notarised .dmg for macOS, and was never run, since no Mac was at hand.
#   bash resources/packaging/dmg.sh PYTHON IDENTITY PROFILE
# PYTHON: an interpreter that has this program, PyInstaller, and a PyAV built against an FFmpeg under the LGPL
# (ffmpeg.sh; PyAV's own wheels hold libx264 and libx265, which may not be shipped)
# IDENTITY: a "Developer ID Application" certificate    PROFILE: a keychain profile for notarytool
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
python=$1 identity=$2 profile=$3
version=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' "$root/rlscompanion/__init__.py")

cd "$root"
"$python" -m PyInstaller --noconfirm resources/packaging/rlscompanion.spec
app="dist/RLS Companion.app"
if find "$app" -name 'libx26*' | grep .; then
  echo "dmg.sh: these must not be shipped" >&2
  exit 1
fi

# From the inside out: each library, then the whole. Python needs the entitlement to load them.
find "$app" -type f \( -name '*.dylib' -o -name '*.so' \) -print0 |
  xargs -0 codesign --force --timestamp --options runtime --sign "$identity"
codesign --force --timestamp --options runtime --entitlements resources/packaging/entitlements.plist \
  --sign "$identity" "$app"
codesign --verify --deep --strict "$app"

image="dist/rlscompanion-$version.dmg"
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
cp -R "$app" "$folder/"
ln -s /Applications "$folder/Applications"
hdiutil create -volname "RLS Companion" -srcfolder "$folder" -format UDZO -ov "$image"
codesign --timestamp --sign "$identity" "$image"
xcrun notarytool submit "$image" --keychain-profile "$profile" --wait
xcrun stapler staple "$image"
echo "$image"
