#!/usr/bin/env bash
# A network becomes C, the C becomes firmware, and the firmware reads digits on an emulated Cortex-M4.
# usage: bash examples/cortex-m/demo.sh [OUTPUT [SOURCES]]
set -euo pipefail
here=$(dirname "$0")
output=${1:-out/cortex-m}
echo "== build: examples/models/mnist-tiny becomes $output/mnist-tiny.elf"
bash "$here/build.sh" "$output" "${@:2}"
echo "== run: the board mps2-an386, emulated by qemu"
bash "$here/run.sh" "$output/mnist-tiny.elf"
