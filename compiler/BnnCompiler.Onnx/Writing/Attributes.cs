// SPDX-License-Identifier: MIT
using BnnCompiler.Onnx.Protos;
using Google.Protobuf;
using AttributeType = BnnCompiler.Onnx.Protos.AttributeProto.Types.AttributeType;

namespace BnnCompiler.Onnx.Writing;

/// <summary>Attributes of nodes.</summary>
internal static class Attributes
{
    /// <summary>An integer.</summary>
    public static AttributeProto Of(string name, long value) => new() { Name = name, Type = AttributeType.Int, I = value };

    /// <summary>A float.</summary>
    public static AttributeProto Of(string name, float value) => new() { Name = name, Type = AttributeType.Float, F = value };

    /// <summary>A text.</summary>
    public static AttributeProto Of(string name, string value) =>
        new() { Name = name, Type = AttributeType.String, S = ByteString.CopyFromUtf8(value) };

    /// <summary>A list of integers.</summary>
    public static AttributeProto Of(string name, IEnumerable<int> values) =>
        new() { Name = name, Type = AttributeType.Ints, Ints = { values.Select(value => (long)value) } };
}
