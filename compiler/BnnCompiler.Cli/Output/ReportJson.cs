// SPDX-License-Identifier: MIT
using System.Text.Json.Serialization;

namespace BnnCompiler.Cli.Output;

/// <summary>How records become what <c>--json</c> prints: indented, in the order of their parameters, null where there is nothing to say.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ModelJson))]
[JsonSerializable(typeof(CModelJson))]
internal sealed partial class ReportJson : JsonSerializerContext;
