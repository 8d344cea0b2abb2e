#!/usr/bin/env bash
# Builds the page into OUTPUT from the network's C sources: those in SOURCES, or else what bnnc writes.
# usage: bash examples/web/build.sh OUTPUT [SOURCES]
set -euo pipefail
if [ $# -lt 1 ] || [ $# -gt 2 ]; then
    sed -n 's/^# usage: /usage: /p' "$0" >&2
    exit 2
fi
output=$(realpath -m "$1")
sources=$(realpath -m "${2:-$output/generated}")
cd "$(dirname "$0")/../.."
here=examples/web
mkdir -p "$output"

if [ $# -eq 1 ]; then
    bnnc=artifacts/bin/BnnCompiler.Cli/release/bnnc
    if [ ! -x "$bnnc" ]; then
        echo "build.sh: found no $bnnc; build it first: dotnet build -c Release" >&2
        exit 2
    fi
    "$bnnc" compile examples/models/mnist-tiny/mnist-tiny.bnn --target c --scores int32 -o "$sources"
elif [ ! -f "$sources/mnist_tiny.c" ]; then
    echo "build.sh: found no mnist_tiny.c in $sources; expected what bnnc compile writes for mnist-tiny with --target c" >&2
    exit 2
fi

# Debian's clang has its version in its name; CLANG names another. WebAssembly's linker, wasm-ld, comes with lld.
clang=${CLANG:-$(command -v clang-19 || command -v clang || true)}
if [ -z "$clang" ]; then
    echo "build.sh: found no clang; install clang-19 and lld-19, or set CLANG" >&2
    exit 2
fi
warnings=(-std=c99 -Wall -Wextra -Wconversion -Wsign-conversion -Wshadow -Wundef -Wvla -Werror)
"$clang" --target=wasm32 -O2 "${warnings[@]}" -ffreestanding -nostdlib -I "$sources" "$here/glue.c" "$sources/mnist_tiny.c" \
    -Wl,--no-entry -Wl,--strip-all -Wl,-z,stack-size=8192 -o "$output/mnist_tiny.wasm"
cp "$here"/index.html "$here"/*.css "$here"/*.js examples/models/samples/digits-*-ubyte "$output"
echo "$output/mnist_tiny.wasm  $(stat -c %s "$output/mnist_tiny.wasm") bytes, $(gzip -9 -c "$output/mnist_tiny.wasm" | wc -c) compressed"
