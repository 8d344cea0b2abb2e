// SPDX-License-Identifier: MIT
using CsCheck;
using static BnnCompiler.Tests.Networks.Expression;

namespace BnnCompiler.Tests.Networks;

/// <summary>
/// Random activations that select: between any two constants, with or without the arithmetic that makes +s and -s of them, between images, and masks.
/// Their constants are multiples of 1/4, so that sums of them are exact in float32.
/// </summary>
/// <param name="random">Where they are drawn from.</param>
/// <param name="limits">What an element is compared with.</param>
internal sealed class RandomActivations(PCG random, Gen<float> limits)
{
    private const int Depth = 2;

    private static readonly Gen<(float, float)> Pairs = Gen.OneOf(
        (1f, 0f), (0f, 1f), (1f, -1f), (-1f, 1f), (3f, 1f), (1f, 3f), (2f, 1f),
        (0.5f, -0.5f), (0f, 3f), (0f, -1f), (-1f, 0f), (-0f, 1f), (-2f, -4f), (0.25f, 2.25f));

    private readonly RandomConditions _conditions = new(random, limits);

    /// <summary>Two values, a where some condition holds and b elsewhere.</summary>
    private readonly record struct Pair(Expression Value, float A, float B);

    /// <summary>An activation of values +s and -s.</summary>
    public Expression Signs() => Signs(Depth);

    /// <summary>An activation of few values, or one that lets numbers through.</summary>
    public Expression Others() => random.Chance(0.6) ? FewValues() : Masked();

    private Expression Signs(int depth) => random.Draw(Gen.Int[0, 14]) switch
    {
        <= 1 => SelectedSigns(Truth(depth)),
        2 => SelectedSigns(_conditions.Compared(X, Y)),
        3 => SelectedSigns(Thresholded(TwoValues(depth))),
        4 => SelectedSigns(_conditions.Compared(Several(depth), new Numbers(random.Draw(Gen.OneOf(0f, 0.5f, 1f, 2f))))),
        5 when depth > 0 => Product(Signs(depth - 1), Signs(depth - 1)),
        6 when depth > 0 => Flipped(Signs(depth - 1), Truth(depth - 1)),
        7 => SelectedSigns(_conditions.Compared(Reciprocal(Several(depth)), new Numbers(0))),
        8 => Opposed(_conditions.Condition(depth), random.Draw(Gen.OneOf(1f, 0.5f))),
        _ => Centered(TwoValues(depth)),
    };

    /// <summary>Sums and differences of conditions, three values, a sign of three values, or a pair.</summary>
    private Expression FewValues()
    {
        if (random.Chance(0.5))
            return Several(Depth);
        var pair = TwoValues(Depth);
        return pair.A == -pair.B ? Sum(pair.Value, new Numbers(1)) : pair.Value;
    }

    private Expression Several(int depth)
    {
        Expression c = _conditions.Condition(depth), d = _conditions.Condition(depth);
        return random.Draw(Gen.Int[0, 6]) switch
        {
            0 => Sum(c, d),
            1 => Difference(c, d),
            2 => Selected(c, TwoValues(depth).Value, TwoValues(depth).Value),
            3 => new Operation("sign", Difference(_conditions.Argument(), _conditions.Limits())),
            4 => Clipped(new Stepped(ChainStep.Of("round"), _conditions.Argument()), -1, 1),
            5 => Clipped(Sum(c, Sum(d, TwoValues(0).Value)), 0, random.Draw(Gen.OneOf(1f, 2f))),
            _ => Product(Sum(c, d), TwoValues(depth).Value),
        };
    }

    private Operation Masked()
    {
        Expression c = _conditions.Condition(1), zero = new Numbers(0);
        return random.Draw(Gen.Int[0, 9]) switch
        {
            0 => Product(X, c),
            1 => Product(c, _conditions.Argument()),
            2 => Selected(new Operation("gt", X, zero), X, zero),
            3 => Selected(Truth(1), X, zero),
            4 => Selected(Truth(1), zero, Y),
            5 => Selected(_conditions.Compared(X, Y), X, Y),
            6 => Selected(c, X, TwoValues(1).Value),
            7 => Sum(Product(X, c), Product(Y, Not(c))),
            8 => Difference(X, TwoValues(1).Value),
            _ => Product(Y, TwoValues(1).Value),
        };
    }

    /// <summary>A number that is read as a condition.</summary>
    private Expression Truth(int depth) => random.Draw(Gen.Int[0, 9]) switch
    {
        <= 4 => _conditions.Condition(depth),
        <= 7 => TwoValues(depth).Value,
        8 => Difference(_conditions.Condition(depth), _conditions.Condition(depth)),
        _ => _conditions.Argument(),
    };

    private Pair TwoValues(int depth)
    {
        var (a, b) = random.Draw(Pairs);
        int kind = random.Draw(Gen.Int[0, 9]);
        if (kind >= 4)
            return new(Selected(depth > 0 ? Truth(depth - 1) : _conditions.Condition(0), new Numbers(a), new Numbers(b)), a, b);
        var c = _conditions.Condition(depth);
        return kind switch
        {
            0 => new(c, 1, 0),
            1 => new(Difference(new Numbers(a), c), a - 1, a),
            2 => new(Product(c, new Numbers(a - b)), a - b, 0),
            _ => new(Sum(Product(new Numbers(a - b), c), new Numbers(b)), a, b),
        };
    }

    private Operation SelectedSigns(Expression truth)
    {
        float s = random.Draw(Gen.OneOf(1f, 1f, -1f, 0.5f, -2f));
        return Selected(truth, new Numbers(s), new Numbers(-s));
    }

    /// <summary>Whether a pair is at one of its values, or on one side of its middle.</summary>
    private Expression Thresholded(Pair pair) =>
        _conditions.Compared(pair.Value, new Numbers(random.Draw(Gen.OneOf((pair.A + pair.B) / 2, pair.A, pair.B))));

    /// <summary>A pair moved and stretched to +s and -s.</summary>
    private Expression Centered(Pair pair)
    {
        float middle = (pair.A + pair.B) / 2;
        var centered = random.Chance(0.8) ? Difference(pair.Value, new Numbers(middle)) : Difference(new Numbers(middle), pair.Value);
        return random.Draw(Gen.Int[0, 6]) switch
        {
            0 or 1 => centered,
            2 => Difference(Product(pair.Value, new Numbers(2)), new Numbers(2 * middle)),
            3 => Difference(Sum(pair.Value, pair.Value), new Numbers(2 * middle)),
            4 => Product(new Numbers(random.Draw(Gen.OneOf(1f, -1f, 2f))), centered),
            5 => new Operation(random.Draw(Gen.OneOf("sign", "sign_plus", "sign_minus")), centered),
            _ => Clipped(Product(centered, new Numbers(8)), -1, 1),
        };
    }

    /// <summary>s where a condition holds, plus -s where it does not.</summary>
    private static Operation Opposed(Expression c, float s) =>
        Difference(Product(c, new Numbers(s)), Product(new Numbers(s), Not(c)));

    private static Operation Flipped(Expression signs, Expression truth) => Selected(truth, signs, Difference(new Numbers(0), signs));
}
