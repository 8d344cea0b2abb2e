#!/usr/bin/env bash
# The paper's comparisons on one network: the same seed, the same epochs, one thing changed at a time. Writes a run per line below OUT, a picture, and a table on stdout.
# usage: comparisons.sh DATA OUT [EPOCHS]     DATA has MNIST's files; bnn-train is on the path
set -euo pipefail
if [ $# -lt 2 ]; then
    echo "usage: comparisons.sh DATA OUT [EPOCHS]" >&2
    exit 2
fi
data=$1 epochs=${3:-10}
out=$2/$epochs-epochs

run() { # NAME OPTION...     SHIFT=n moves images, REESTIMATE=true measures batch norm once more; the baseline does neither
    local name=$1 shifted=${SHIFT:-0} measured=${REESTIMATE:-false}; shift
    local resume=()
    [ ! -e "$out/$name/checkpoint.bin" ] || resume=(--resume)
    grep -q finished "$out/$name.log" 2>/dev/null || bnn-train run mnist-mlp --data "$data" -o "$out/$name" "${resume[@]}" \
        --network mlp:784-512-512-10 --epochs "$epochs" --shift "$shifted" --re-estimate "$measured" "$@" >"$out/$name.log"
    printf '| %s | %s | %s |\n' "$name" "${*:---shift $shifted --re-estimate $measured}" "$(sed -n 's/.*test error \([0-9.]* %\),.*/\1/p' "$out/$name.log")"
}

mkdir -p "$out"
echo "| run | options | test error |"
echo "|---|---|---|"
run baseline
run stochastic-activations --activations stochastic
run stochastic-weights --weights stochastic
run shift-norm --norm shift
run shift-norm-msb --norm shift --power-of-two most-significant-bit
run no-scaling --glorot-scaling none
run power-of-two-scaling --glorot-scaling power-of-two
run sgd --optimizer sgd --norm-optimizer sgd --learning-rate 0.01
run shift-adamax --optimizer shift-adamax --norm-optimizer shift-adamax --learning-rate 0.0009765625 --beta1 0.875 --beta2 0.9990234375 --decay step --decay-every 2
run shift-adamax-torch7 --optimizer shift-adamax-torch7 --norm-optimizer shift-adamax-torch7 --learning-rate 0.0009765625 --decay step --decay-every 2
run all-shift --norm shift --optimizer shift-adamax --norm-optimizer shift-adamax --learning-rate 0.0009765625 --beta1 0.875 --beta2 0.9990234375 --decay step --decay-every 2 --glorot-scaling power-of-two
run bop --optimizer bop --learning-rate 0.001 --norm-learning-rate 0.003
run cross-entropy --loss cross-entropy
SHIFT=1 run shifted-images
REESTIMATE=true run re-estimated
bnn-train curve "$out"/{baseline,stochastic-activations,shift-norm,shift-adamax,no-scaling,all-shift} -o "$out/training-comparison.svg" --title "784-512-512-10 on MNIST: test error by epoch"
