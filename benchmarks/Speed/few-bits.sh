#!/usr/bin/env bash
# What weights and activations of few bits cost beside one bit: the native programs of the networks W1 and W2 with random weights, in turns.
# Prints for each the ratio of its median time to that of one bit in the same round: median, least and greatest of the rounds.
# usage: bash benchmarks/Speed/few-bits.sh [FOLDER] [ROUNDS]
set -euo pipefail
shopt -s inherit_errexit
cd "$(dirname "$0")/../.."
folder=${1:-artifacts/few-bits} rounds=${2:-20}
bin=$PWD/artifacts/bin
mkdir -p "$folder"
dotnet build -c Release -v:q --nologo benchmarks/Models >&2
dotnet build -c Release -v:q --nologo compiler/BnnCompiler.Cli >&2

program() { echo "$folder/$1.out/$1"; }

make() {
    [ -f "$folder/$1.onnx" ] || dotnet "$bin/BenchmarkModels/release/BenchmarkModels.dll" "$1" -o "$folder/$1.onnx" >&2
    [ "$(program "$1")" -nt "$bin/BnnCompiler.Cli/release/bnnc.dll" ] ||
        dotnet "$bin/BnnCompiler.Cli/release/bnnc.dll" build "$folder/$1.onnx" -o "$folder/$1.out" >&2
}

# The median of N inferences, in microseconds.
time_of() { "$(program "$1")" --bench "$2" --json | sed 's/.*"median_us":\([0-9.]*\).*/\1/'; }

grep -m1 'model name' /proc/cpuinfo || true
echo "network, ratio to one bit: median (least to greatest) of $rounds rounds"
for base in mnist_binary:400 cifar10:60; do
    one=${base%%:*} runs=${base#*:}
    make "$one"
    for bits in 1w2a tw1a twta 2w2a; do
        make "${one}_$bits"
        for ((round = 0; round < rounds; round++)); do
            if ((round % 2)); then
                other=$(time_of "${one}_$bits" "$runs") alone=$(time_of "$one" "$runs")
            else
                alone=$(time_of "$one" "$runs") other=$(time_of "${one}_$bits" "$runs")
            fi
            awk -v a="$alone" -v b="$other" 'BEGIN { printf "%.3f\n", b / a }'
        done | sort -n | awk -v name="${one}_$bits" '{ r[NR] = $1 } END { printf "%s %s (%s to %s)\n", name, r[int((NR + 1) / 2)], r[1], r[NR] }'
    done
done
