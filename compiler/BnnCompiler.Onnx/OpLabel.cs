// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Text;

namespace BnnCompiler.Onnx;

/// <summary>
/// What an op is called and where it comes from. Our own files keep both in the <c>doc_string</c> of nodes, initializers and inputs, because
/// names there have to be unique: the name, and behind a line feed the origin. Without either, the text is empty.
/// </summary>
/// <param name="Name">As in <see cref="Op.Name"/>; may be empty.</param>
/// <param name="Origin">As in <see cref="Op.Origin"/>.</param>
internal sealed record OpLabel(string Name, Origin? Origin)
{
    /// <summary>Who writes files with labels: the <c>producer_name</c> of a model.</summary>
    public const string Producer = "bnnc";

    /// <summary>The key of the model's metadata that holds the scale of its pixels, as in <see cref="Ops.Input.Scale"/>.</summary>
    public const string InputScaleKey = "bnnc.input_scale";

    /// <summary>The label of <paramref name="op"/>.</summary>
    public static OpLabel Of(Op op) => new(op.Name, op.Origin);

    /// <summary>Reads what <see cref="ToText"/> wrote; any other text gives some valid label.</summary>
    public static OpLabel Parse(string text)
    {
        int end = text.IndexOf('\n', StringComparison.Ordinal);
        string name = end < 0 ? text : text[..end];
        return new(name.Length == 0 ? "" : ValueNames.Valid(name), end < 0 ? null : new(text[(end + 1)..]));
    }

    /// <summary>As in the file.</summary>
    public string ToText() => Origin is null ? Name : $"{Name}\n{Origin.Node}";
}
