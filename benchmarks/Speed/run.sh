#!/usr/bin/env bash
# Our generated code and its peers side by side; see README.md. Needs the .NET SDK, gcc and clang-19.
# usage: bash benchmarks/Speed/run.sh [FOLDER] [--rounds N] [--only W1,W4,...]
set -euo pipefail
project=$(dirname "$0")
dotnet build -c Release -v:q --nologo "$project" >&2
exec "$project/../../artifacts/bin/SpeedBenchmark/release/SpeedBenchmark" "$@"
