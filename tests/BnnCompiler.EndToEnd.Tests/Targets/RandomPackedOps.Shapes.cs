// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Tests;

namespace BnnCompiler.EndToEnd.Tests.Targets;

/// <summary>What is picked at random: shapes, windows, numbers of outputs.</summary>
internal sealed partial class RandomPackedOps
{
    private Shape AnyShape() => Pick(Row(), Image(), new Shape(3, Size(), Channels()));

    private Shape Row() => new(1, Pick(1, 5, 63, 64, 65, 200));

    private Shape Image() => new(1, Size(), Size(), Channels());

    private int Size() => _random.Next(1, 7);

    private int Channels() => Pick(1, 3, 17, 48, 56, 63, 64, 65, 130);

    private int Outputs() => Pick(1, 7, 8, 9, 32, 64, 65);

    private Window Sliding() => new(Axis(), Axis());

    private WindowAxis Axis() => new(_random.Next(1, 4), Pick(1, 1, 2), Pick(0, 1, 2), Pick(0, 1, 2), Pick(1, 1, 2));

    private static Op Floats(Shape shape) => new Input(new(ElementType.Float32, shape)).Named("x", null);

    private static Op Pixels(Shape shape) => new Input(new(ElementType.UInt8, shape)).Named("x", null);

    private Constant Constant(ElementType element, Shape shape) => new(RandomTensors.Of(new(element, shape), _random));

    private T Pick<T>(params T[] choices) => choices[_random.Next(choices.Length)];
}
