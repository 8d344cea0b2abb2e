// SPDX-License-Identifier: MIT
namespace BnnCompiler.IR;

/// <summary>A tensor whose values lie in a file: type and place are known, which is all that a target needs to refer to them.</summary>
internal sealed class ExternalTensor : Tensor
{
    /// <summary>The tensor whose bytes start at <paramref name="offset"/>, laid out as in memory.</summary>
    /// <exception cref="InvalidOpException">There is no room for it at that place of the file.</exception>
    public ExternalTensor(TensorType type, WeightsFile file, int offset)
        : base(type)
    {
        if (offset < WeightsFile.Alignment || offset % WeightsFile.Alignment != 0 || offset > file.Length - type.ByteCount)
        {
            throw new InvalidOpException(
                $"{type}, {NumberText.Of(type.ByteCount)} bytes, "
                + $"does not lie at {NumberText.Of(offset)} of a file of {NumberText.Of(file.Length)} bytes; "
                + $"expected a multiple of {NumberText.Of(WeightsFile.Alignment)} behind the header");
        }

        File = file;
        Offset = offset;
    }

    /// <summary>Where the values are.</summary>
    public WeightsFile File { get; }

    /// <summary>The byte of the file at which they start.</summary>
    public int Offset { get; }

    /// <inheritdoc/>
    public override double this[int index] => throw new NotSupportedException("the values are in another file");

    /// <inheritdoc/>
    public override Tensor Reshape(Shape shape) => new ExternalTensor(Type.WithShape(shape), File, Offset);
}
