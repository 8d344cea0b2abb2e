// SPDX-License-Identifier: MIT
using CsCheck;
using static BnnCompiler.Tests.Networks.Expression;

namespace BnnCompiler.Tests.Networks;

/// <summary>
/// Random conditions, which are 0 or 1: comparisons of an image with constants or with another image, and what And, Or, Not, Xor, Cast and arithmetic
/// make of them.
/// </summary>
/// <param name="random">Where they are drawn from.</param>
/// <param name="limits">What an element is compared with.</param>
internal sealed class RandomConditions(PCG random, Gen<float> limits)
{
    private static readonly Gen<string> Relation =
        Gen.Frequency((2, Gen.OneOf("gt", "ge", "lt", "le")), (1, Gen.OneOf("eq", "ne")));

    private static readonly Gen<float> Factor = Gen.OneOf(0.5f, -1f, 2f, -0.25f, float.PositiveInfinity);

    /// <summary>A condition made of others to a depth.</summary>
    public Expression Condition(int depth) => depth > 0 && random.Chance(0.45) ? Joined(depth - 1) : Comparison();

    /// <summary>A comparison of two numbers.</summary>
    public Expression Compared(Expression left, Expression right) => new Operation(random.Draw(Relation), left, right);

    /// <summary>Constants for all channels, or for each of some.</summary>
    public Numbers Limits() => new(random.Draw(random.Chance(0.7) ? limits.Array[1] : limits.Array[2, 5]));

    /// <summary>One image or the other.</summary>
    public Argument Argument() => random.Chance(0.7) ? X : Y;

    private Expression Comparison() => random.Draw(Gen.Int[0, 20]) switch
    {
        < 8 => Compared(Argument(), Limits()),
        < 10 => Compared(Limits(), Argument()),
        < 14 => Compared(X, Y),
        14 => Compared(X, Product(new Numbers(0.5f), Y)),
        15 => Compared(Product(Y, new Numbers(random.Draw(Factor))), X),
        16 => Compared(random.Chance(0.5) ? Difference(X, Y) : Sum(X, Y), Limits()),
        17 => Compared(Clipped(Argument(), -1, 1), random.Chance(0.5) ? Y : new Numbers(random.Draw(Gen.OneOf(-1f, 0f, 1f)))),
        18 => Compared(new Stepped(ChainStep.Of(random.Draw(Gen.OneOf("relu", "floor", "round"))), X), Limits()),
        19 => Compared(Reciprocal(Argument()), Limits()),
        _ => new Operation("ne", Argument(), new Numbers(0)),
    };

    private Expression Joined(int depth)
    {
        Expression c = Condition(depth), d = Condition(depth), zero = new Numbers(0), one = new Numbers(1);
        return random.Draw(Gen.Int[0, 18]) switch
        {
            <= 2 => Not(c),
            <= 4 => Product(c, d),
            <= 6 => new Operation("gt", Sum(c, d), zero),
            7 => new Operation("ge", Sum(c, d), one),
            8 => new Operation("ne", c, d),
            9 => Compared(c, d),
            10 => Compared(c, new Numbers(random.Draw(Gen.OneOf(0f, -0f, 0.5f, 1f)))),
            11 => Clipped(Sum(c, d), 0, 1),
            12 => Clipped(Difference(c, d), 0, 1),
            13 => new Stepped(ChainStep.Of("relu"), Difference(c, d)),
            14 => Selected(c, d, Condition(depth)),
            15 => Selected(c, zero, one),
            16 => Selected(c, one, d),
            17 => new Operation("ne", random.Chance(0.5) ? Difference(c, d) : Difference(zero, c), zero),
            _ => Difference(Sum(c, d), Product(c, d)),
        };
    }
}
