#!/usr/bin/env bash
# How time grows with width, depth, image, batch and the share of active inputs; see README.md. Needs the .NET SDK and gcc.
# usage: bash benchmarks/Speed/growth.sh [FOLDER] [--rounds N] [--only width,depth,...]
set -euo pipefail
project=$(dirname "$0")
dotnet build -c Release -v:q --nologo "$project" >&2
exec "$project/../../artifacts/bin/SpeedBenchmark/release/SpeedBenchmark" growth "$@"
