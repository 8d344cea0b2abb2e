#!/usr/bin/env bash
# Builds the firmware OUTPUT/mnist-tiny.elf from the network's C sources: those in SOURCES, or else what bnnc writes.
# usage: bash examples/cortex-m/build.sh OUTPUT [SOURCES]
set -euo pipefail
if [ $# -lt 1 ] || [ $# -gt 2 ]; then
    sed -n 's/^# usage: /usage: /p' "$0" >&2
    exit 2
fi
output=$(realpath -m "$1")
sources=$(realpath -m "${2:-$output/generated}")
cd "$(dirname "$0")/../.."
here=examples/cortex-m
mkdir -p "$output"

if [ $# -eq 1 ]; then
    bnnc=artifacts/bin/BnnCompiler.Cli/release/bnnc
    if [ ! -x "$bnnc" ]; then
        echo "build.sh: found no $bnnc; build it first: dotnet build -c Release" >&2
        exit 2
    fi
    "$bnnc" compile examples/models/mnist-tiny/mnist-tiny.bnn --target c --cpu cortex-m4 --scores int32 --self-test -o "$sources"
elif [ ! -f "$sources/mnist_tiny.c" ]; then
    echo "build.sh: found no mnist_tiny.c in $sources; expected what bnnc compile writes for mnist-tiny with --target c" >&2
    exit 2
fi

# There is no C library here, so loops that copy or clear must stay loops and not become calls of memcpy or memset.
options=(-mcpu=cortex-m4 -mthumb -Os -g -ffreestanding -fno-tree-loop-distribute-patterns -ffunction-sections -fdata-sections -I "$sources")
warnings=(-std=c99 -Wall -Wextra -Wconversion -Wsign-conversion -Wshadow -Wundef -Wvla -Werror)
objects=()
for source in "$here"/*.c "$sources"/mnist_tiny.c "$sources"/mnist_tiny_selftest.c; do
    object=$output/$(basename "$source" .c).o
    arm-none-eabi-gcc "${options[@]}" "${warnings[@]}" -c "$source" -o "$object"
    objects+=("$object")
done
arm-none-eabi-gcc "${options[@]}" -Wa,-I,examples/models/samples -c "$here/samples.S" -o "$output/samples.o"
arm-none-eabi-gcc "${options[@]}" -nostdlib -T "$here/mps2-an386.ld" -Wl,--gc-sections -Wl,--fatal-warnings -Wl,-Map="$output/mnist-tiny.map" \
    "${objects[@]}" "$output/samples.o" -lgcc -o "$output/mnist-tiny.elf"
arm-none-eabi-objcopy -O binary "$output/mnist-tiny.elf" "$output/mnist-tiny.bin"
arm-none-eabi-size "${objects[@]}" "$output/mnist-tiny.elf"
