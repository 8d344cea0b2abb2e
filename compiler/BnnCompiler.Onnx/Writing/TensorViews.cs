// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Ops;
using DataType = BnnCompiler.Onnx.Protos.TensorProto.Types.DataType;

namespace BnnCompiler.Onnx.Writing;

/// <summary>A form in which the file may hold the value of an op.</summary>
internal enum View
{
    /// <summary>As in the graph.</summary>
    Plain,

    /// <summary>With the last of three or more axes behind the first: channels-first, as ONNX's operators on images want it.</summary>
    ChannelsFirst,

    /// <summary>As bools, for what is 0 or 1 in the graph.</summary>
    Truth,
}

/// <summary>
/// The tensors of the file that hold the value of each op. An op is written in the view that its operator computes; another view is made
/// where a reader wants it, by one node, and only once. So a convolution between two transposes of the graph is one node.
/// </summary>
internal sealed class TensorViews(ModelWriter writer)
{
    private readonly Dictionary<(Op Op, View View), string> _tensors = [];

    /// <summary>Whether a tensor of the file holds the value in this view already.</summary>
    public bool Has(Op op, View view) => _tensors.ContainsKey((op, view));

    /// <summary>Notes which tensor of the file holds the value.</summary>
    public void Set(Op op, View view, string tensor) => _tensors[(op, view)] = tensor;

    /// <summary>
    /// The tensor of the file that holds the value. Constants and every op met before have one in some view, so that nothing recurses here
    /// beyond the step from a view to the plain one.
    /// </summary>
    public string Get(Op op, View view)
    {
        if (!_tensors.TryGetValue((op, view), out string? tensor))
            _tensors.Add((op, view), tensor = Make(op, view));
        return tensor;
    }

    /// <summary>The order that moves the last of <paramref name="rank"/> axes behind the first.</summary>
    public static ImmutableArray<int> ToFirst(int rank) => [0, rank - 1, .. Enumerable.Range(1, rank - 2)];

    /// <summary>The order that moves the second axis to the end.</summary>
    public static ImmutableArray<int> ToLast(int rank) => [0, .. Enumerable.Range(2, rank - 2), 1];

    private string Make(Op op, View view) => view switch
    {
        View.ChannelsFirst => writer.Node("Transpose", op, "/first", [Get(op, View.Plain)], Order(ToFirst(op.Type.Shape.Rank))),
        View.Truth => writer.Node("Cast", op, "/bool", [Get(op, View.Plain)], Attributes.Of("to", (long)DataType.Bool)),
        _ when op is Constant constant => Values(constant),
        _ when Has(op, View.Truth) =>
            writer.Node("Cast", op, "/float", [Get(op, View.Truth)], Attributes.Of("to", (long)DataType.Float)),
        _ => writer.Node("Transpose", op, "/last", [Get(op, View.ChannelsFirst)], Order(ToLast(op.Type.Shape.Rank))),
    };

    private string Values(Constant constant) => constant.Value is Tensor<float> floats
        ? writer.Floats(constant, constant.Type.Shape, floats.Values.AsSpan())
        : throw DiagnosticCatalog.NotExpressibleInOnnx.Error(constant.Origin,
            $"the constant is {constant.Type}; a graph as it is before the passes computes in float32");

    private static Protos.AttributeProto Order(ImmutableArray<int> order) => Attributes.Of("perm", order);
}
