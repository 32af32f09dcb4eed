#!/usr/bin/env bash
# Builds an FFmpeg that decodes sound and nothing else, under the LGPL (2.1 or later), and PyAV against it.
#   bash resources/packaging/ffmpeg.sh SOURCE PREFIX PYTHON
# SOURCE: an unpacked FFmpeg of the series that the wanted PyAV needs (8.1 for PyAV 17)
# PREFIX: the folder to install the libraries in    PYTHON: the interpreter whose PyAV is to use them
# PyAV's own wheels link libx264 and libx265, whose licence (GPL) the program's bundle cannot take on.
set -euo pipefail
source=$(cd "$1" && pwd) prefix=$2 python=$3

# What audio/library.py opens (FORMATS there), and the kinds of sound that these containers usually hold.
demuxers=wav,w64,flac,ogg,mp3,mov,aac,aiff,matroska
parsers=aac,ac3,flac,mpegaudio,opus,vorbis
decoders=aac,aac_latm,ac3,alac,eac3,flac,mp2,mp3,mp3float,opus,vorbis,wavpack
pcm=pcm_alaw,pcm_f32be,pcm_f32le,pcm_f64be,pcm_f64le,pcm_mulaw,pcm_s8,pcm_s16be,pcm_s16le,pcm_s24be,pcm_s24le
pcm+=,pcm_s32be,pcm_s32le,pcm_u8,adpcm_ima_wav,adpcm_ms
filters=abuffer,abuffersink,aformat,anull,aresample

mkdir -p "$prefix"
prefix=$(cd "$prefix" && pwd)
if [ ! -f "$prefix/lib/pkgconfig/libavcodec.pc" ]; then
  build=$(mktemp -d)
  trap 'rm -r "$build"' EXIT
  cd "$build"
  "$source/configure" --prefix="$prefix" --enable-shared --disable-static --disable-programs --disable-doc \
    --disable-debug --disable-network --disable-autodetect --disable-everything --enable-protocol=file \
    --enable-demuxer="$demuxers" --enable-parser="$parsers" --enable-decoder="$decoders,$pcm" \
    --enable-filter="$filters" > configure.log || { tail -20 configure.log ffbuild/config.log >&2; exit 1; }
  grep -qx 'License: LGPL version 2.1 or later' configure.log
  make -s -j"$(nproc)" 2> make.log || { tail -20 make.log >&2; exit 1; }
  make -s install
  cd "$prefix"
fi

# Its libraries are found while PyAV is linked; the bundle lays them beside each other.
PKG_CONFIG_PATH="$prefix/lib/pkgconfig" LD_LIBRARY_PATH="$prefix/lib" LDFLAGS="-Wl,-rpath,$prefix/lib" CFLAGS=-g0 \
  "$python" -m pip install --quiet --disable-pip-version-check --no-cache-dir --force-reinstall --no-deps \
  --no-binary av 'av>=17,<18'
"$python" - <<'END'
import av

missing = {"aac", "alac", "flac", "mp3float", "opus", "pcm_s16le", "vorbis"} - av.codecs_available
forbidden = {"libx264", "libx265"} & av.codecs_available
assert not missing, f"not decoded: {missing}"
assert not forbidden, f"under the GPL: {forbidden}"
END
