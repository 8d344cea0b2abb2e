#!/usr/bin/env bash
# Generated C against generated C# (NativeAOT, x86-64-v3) on the shipped networks, in one process, in turns. Needs gcc, clang-19 and a built bnnc.
# usage: bash benchmarks/C/compare.sh [FOLDER]
set -euo pipefail
cd "$(dirname "$0")/../.."
folder=${1:-$(mktemp -d)}
bnnc=artifacts/bin/BnnCompiler.Cli/release/bnnc
mkdir -p "$folder"
gcc -O2 -Wall benchmarks/C/compare.c -ldl -o "$folder/compare"
grep -m1 "model name" /proc/cpuinfo | sed 's/.*: //'
gcc --version | head -1; clang-19 --version | head -1
echo; echo "| network | compiled by | us, least | us, median | C# / it, least | C# / it, median |"; echo "| --- | --- | --- | --- | --- | --- |"
for network in mnist-mlp mnist-tiny mnist-cnn fashion-cnn; do
    name=${network//-/_}
    model=examples/models/$network/$network.bnn
    samples=examples/models/samples/digits-images.idx3-ubyte
    [ "$network" = fashion-cnn ] && samples=examples/models/samples/fashion-images.idx3-ubyte
    [ -f "$folder/lib$name.so" ] || "$bnnc" build "$model" --kind shared -o "$folder" >/dev/null 2>&1
    mkdir -p "$folder/$name"
    "$bnnc" compile "$model" --target c --cpu x86-64 -o "$folder/$name" >/dev/null 2>&1
    libraries=()
    for compiler in "gcc -O2" "gcc -O3" "clang-19 -O2"; do
        library=$folder/$name/${compiler// /}.so
        $compiler -std=c99 -shared -fPIC "$folder/$name/$name.c" -o "$library"
        libraries+=("$library")
    done
    csharp=$folder/lib$name.so
    "$folder/compare" "$name" "$samples" 784 10 "$csharp" "${libraries[@]}"
done
