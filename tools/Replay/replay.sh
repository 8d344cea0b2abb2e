#!/usr/bin/env bash
# Compares all that bnnc writes at two commits: models of this repository, of ../shared where it is, of the paper, and 50 random ones, for every target
# and option. Prints nothing but two counts if all bytes are equal; otherwise what differs, and exits with 1.
# usage: bash tools/Replay/replay.sh BEFORE [AFTER]      (AFTER: the working tree, if not given)
set -euo pipefail
shopt -s inherit_errexit
cd "$(dirname "$0")/../.."
root=$PWD
work=$root/artifacts/replay
replay=$root/artifacts/bin/Replay/release/Replay
mkdir -p "$work"
dotnet build -c Release -v:q --nologo tools/Replay >&2

# The same models for both: random networks may change from commit to commit.
rm -rf "$work/models" && "$replay" models "$work/models"
folders=("$work/models" "$root/examples/models")
for shared in "$root/../shared/cases" "$root/../shared/models"; do
    [ -d "$shared" ] && folders+=("$(realpath "$shared")")
done

# Prints the folder with what the compiler of a commit writes; of a commit, it is kept.
emit() {
    local name=$1 source=$2
    dotnet build -c Release -v:q --nologo "$source/compiler/BnnCompiler.Cli" >&2
    rm -rf "$work/$name.out" "$work/unfinished"
    "$replay" emit "$source/artifacts/bin/BnnCompiler.Cli/release/bnnc.dll" "$work/unfinished" "${folders[@]}" >&2
    mv "$work/unfinished" "$work/$name.out"
    echo "$work/$name.out"
}

of_commit() {
    local commit
    commit=$(git rev-parse "$1")
    if [ ! -d "$work/$commit.out" ]; then
        # Of a run that was interrupted.
        if [ -d "$work/$commit" ]; then git worktree remove --force "$work/$commit"; fi
        git worktree add -q --detach "$work/$commit" "$commit"
        emit "$commit" "$work/$commit" >/dev/null
        git worktree remove --force "$work/$commit"
    fi
    echo "$work/$commit.out"
}

before=$(of_commit "$1")
if [ $# -gt 1 ]; then after=$(of_commit "$2"); else after=$(emit tree "$root"); fi
diff -rq "$before" "$after" && echo "$(find "$after" -type f | wc -l) files are equal"
