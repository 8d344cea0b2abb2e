#!/usr/bin/env bash
# Runs the firmware in qemu; its exit status is the firmware's: 0 if the self-test passed, every digit was read right and the stack kept its promise.
# usage: bash examples/cortex-m/run.sh FIRMWARE
set -euo pipefail
if [ $# -ne 1 ]; then
    sed -n 's/^# usage: /usage: /p' "$0" >&2
    exit 2
fi
# -icount shift=0: an instruction takes one nanosecond of the machine's time, whatever the host does, so that a time is a number of instructions.
exec qemu-system-arm -machine mps2-an386 -icount shift=0 -display none -monitor none -serial none -no-reboot \
    -chardev stdio,id=host -semihosting-config enable=on,target=native,chardev=host -kernel "$1" </dev/null
