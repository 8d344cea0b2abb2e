// SPDX-License-Identifier: MIT
using System.Text.Json.Serialization;

namespace BnnCompiler.Cli.Benchmarking;

/// <summary>How a benchmark becomes what <c>--json</c> prints: as <see cref="Output.ReportJson"/> prints models.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BenchmarkJson))]
internal sealed partial class BenchmarkReportJson : JsonSerializerContext;
