// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Passes;

namespace BnnCompiler.Tests.Passes;

public class FanInTests
{
    // 66,560 steps of an input quantizer, each of up to 2^15, would not fit 32 bits.
    private static readonly Shape Image = new(1, 16, 16, 260);

    private static Op? Lowered(ElementType element, Func<Op, Op>? chain = null)
    {
        Op floats = new Input(new(element, Image)).Named("x", null);
        floats = element == ElementType.Float32 ? floats : new ToFloat(floats);
        var weights =
            new Constant(Tensor.Of(Image, ImmutableArray.CreateRange(Enumerable.Range(0, Image.ElementCount).Select(i => i % 3 == 0 ? 1f : -1))));
        return new LowerConvolution().Apply(new Conv(chain?.Invoke(floats) ?? floats, weights, Window.Of(16, 16), 1), new DiagnosticLog());
    }

    [Fact]
    public void Bits_fit_where_steps_would_not() => Assert.IsType<ToFloat>(Lowered(ElementType.Bit));

    [Fact]
    public void Floats_fit_where_steps_would_not() => Assert.IsType<BinaryConv>(Lowered(ElementType.Float32));

    [Fact]
    public void Pixels_fit_where_steps_would_not() => Assert.IsType<ToFloat>(Lowered(ElementType.UInt8));

    [Fact]
    public void Steps_are_refused() => Assert.Equal("BNN2006", Assert.Throws<DiagnosticException>(
        () => Lowered(ElementType.UInt8, floats => new Clip(floats, 10, 100))).Diagnostic.Code);
}
