// SPDX-License-Identifier: MIT
namespace BnnCompiler.Runtime;

/// <summary>
/// Makes a <c>static partial class</c> the class of a network: the source generator of the package BnnCompiler adds <c>Run</c>, <c>RunBatch</c> and
/// <c>Classify</c>. <code> [BnnModel("mnist.bnn")] internal static partial class Mnist; </code>
/// </summary>
/// <param name="file">The file name of a .bnn file among the project's <c>BnnModel</c> items; of <c>mnist.onnx</c> it is <c>mnist.bnn</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class BnnModelAttribute(string file) : Attribute
{
    /// <summary>The file name.</summary>
    public string File { get; } = file;
}
