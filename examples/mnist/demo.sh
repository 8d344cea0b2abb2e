#!/usr/bin/env bash
# Builds a network that comes with the repository to a native program, checks it against the interpreter, and lets it classify the sample images.
# usage: bash examples/mnist/demo.sh [mnist-mlp | mnist-tiny | mnist-tiny-ternary | mnist-tiny-2bit | mnist-cnn | fashion-cnn]
set -euo pipefail
cd "$(dirname "$0")/../.."
name=${1:-mnist-mlp}
model=examples/models/$name/$name.bnn
case $name in fashion-*) samples=examples/models/samples/fashion ;; *) samples=examples/models/samples/digits ;; esac
program=${name//-/_}
bnnc=artifacts/bin/BnnCompiler.Cli/release/bnnc
if [ ! -f "$model" ]; then
    echo "demo.sh: found no network '$name'; expected mnist-mlp, mnist-tiny, mnist-tiny-ternary, mnist-tiny-2bit, mnist-cnn or fashion-cnn" >&2
    exit 2
fi
if [ ! -x "$bnnc" ]; then
    echo "demo.sh: found no $bnnc; build it first: dotnet build -c Release" >&2
    exit 2
fi

echo "== build: $model becomes a native program"
"$bnnc" build "$model" -o out
echo "== verify: the program, the generated C# and the interpreter give the same bits"
"$bnnc" verify "$model" --samples 200
echo "== run: 100 drawn digits, or 60 pictures of clothes"
"out/$program" "$samples-images.idx3-ubyte" --labels "$samples-labels.idx1-ubyte" --quiet
echo "== size and speed of out/$program, one image at a time on one thread"
echo "$(stat -c %s "out/$program") bytes, nothing else needed"
"out/$program" "$samples-images.idx3-ubyte" --bench 2000
