#!/usr/bin/env bash
# Makes a Debian package of a bundle: its Depends are the packages that hold the libraries it is linked to.
#   bash resources/packaging/deb.sh BUNDLE OUT     BUNDLE: what bundle.sh made, in dist/rlscompanion
# Needs: dpkg-dev. Prints the name of the package.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
bundle=$(cd "$1" && pwd)
mkdir -p "$2"
out=$(cd "$2" && pwd)
version=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' "$root/rlscompanion/__init__.py")
architecture=$(dpkg --print-architecture)

work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
chmod 755 "$work"
tree=$work/tree
mkdir -p "$tree/DEBIAN" "$tree/usr/bin" "$tree/usr/lib" "$tree/usr/share/doc/rlscompanion" "$work/debian"
cp -a "$bundle" "$tree/usr/lib/rlscompanion"
ln -s ../lib/rlscompanion/rlscompanion "$tree/usr/bin/rlscompanion"

# What the desktop shows and reads.
lay() { install -Dm644 "$1" "$tree/usr/share/$2"; }
desktop=$root/resources/desktop
if [ -d "$desktop" ]; then
  lay "$desktop/rlscompanion.desktop" applications/rlscompanion.desktop
  lay "$desktop/org.rlscompanion.RLSCompanion.metainfo.xml" metainfo/org.rlscompanion.RLSCompanion.metainfo.xml
  lay "$desktop/rlscompanion.1" man/man1/rlscompanion.1
  gzip -9n "$tree/usr/share/man/man1/rlscompanion.1"
  lay "$desktop/completions/rlscompanion.bash" bash-completion/completions/rlscompanion
  lay "$desktop/completions/_rlscompanion" zsh/vendor-completions/_rlscompanion
  lay "$desktop/completions/rlscompanion.fish" fish/vendor_completions.d/rlscompanion.fish
  (cd "$desktop" && find icons -type f) | while read -r file; do lay "$desktop/$file" "$file"; done
fi
lay "$root/resources/icons/rlscompanion.svg" icons/hicolor/scalable/apps/rlscompanion.svg
{
  cat "$root/LICENSE"
  echo
  cat "$root/resources/LICENSES.md"
} > "$tree/usr/share/doc/rlscompanion/copyright"
mv "$tree/usr/lib/rlscompanion/licenses" "$tree/usr/share/doc/rlscompanion/licenses"
ln -s ../../share/doc/rlscompanion/licenses "$tree/usr/lib/rlscompanion/licenses"

cd "$work"
printf 'Source: rlscompanion\n\nPackage: rlscompanion\nArchitecture: any\n' > debian/control
mapfile -t linked < <(find "$tree/usr/lib/rlscompanion" -type f \( -name '*.so*' -o -name rlscompanion \))
dpkg-shlibdeps -O --ignore-missing-info "${linked[@]/#/-e}" \
  "-l$tree/usr/lib/rlscompanion/_internal" "-l$tree/usr/lib/rlscompanion/_internal/PySide6/Qt/lib" \
  > depends 2> shlibdeps.log || { cat shlibdeps.log >&2; exit 1; }
depends=$(sed -n 's/^shlibs:Depends=//p' depends)
[ -n "$depends" ]

# libpulse0, by which the sound is heard, is opened by name while the program runs.
cat > "$tree/DEBIAN/control" <<END
Package: rlscompanion
Version: $version
Architecture: $architecture
Maintainer: The RLS Companion authors <rlscompanion@localhost>
Installed-Size: $(du -sk "$tree/usr" | cut -f1)
Depends: $depends, libpulse0
Recommends: libasound2 | libasound2t64
Section: misc
Priority: optional
Description: bedtime companion for people with restless legs
 A self-massage guide with a timer and on-screen steps, quiet sound that fades
 out by itself, a black screen for the night with one-key help when the legs
 wake you, and a sleep log to show a doctor. Everything stays on this computer.
END
(cd "$tree" && find usr -type f -exec md5sum {} +) > "$tree/DEBIAN/md5sums"
chmod -R u+rwX,go+rX,go-w "$tree"
package=$out/rlscompanion_${version}_$architecture.deb
dpkg-deb --root-owner-group -Zzstd -z12 --build "$tree" "$package" > /dev/null
echo "$package"
