// SPDX-License-Identifier: MIT
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;

namespace DigitsApi;

/// <summary>What goes over the wire, serialized without reflection.</summary>
[JsonSerializable(typeof(ClassificationResult))]
[JsonSerializable(typeof(ProblemDetails))]
[JsonSerializable(typeof(Stream))]
internal sealed partial class ApiJson : JsonSerializerContext;
