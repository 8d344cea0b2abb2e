// SPDX-License-Identifier: MIT
using CsCheck;
using static BnnCompiler.Tests.Networks.Expression;

namespace BnnCompiler.Tests.Networks;

/// <summary>
/// Random activations that take few values, one to four bits of them, as people's files spell them: quantizers, steps of DoReFa and LSQ, sums of
/// comparisons, signs with a zero. What they are compared with are mostly multiples of a power of two, so that ties happen.
/// </summary>
/// <param name="random">Draws them.</param>
/// <param name="spread">About how large a number is that an activation reads, a power of two.</param>
/// <param name="isExact">Whether their steps are powers of two, so that float32 rounds no later sum.</param>
internal sealed class RandomFewBitActivations(PCG random, float spread, bool isExact)
{
    private Gen<float> OutputScale => isExact ? Gen.OneOf(1f, 1f, 1f, 0.5f, 0.25f, 2f) : Gen.OneOf(1f, 1f / 3f, 0.1f, 0.75f, 0.083f);

    /// <summary>One of them, of x.</summary>
    public Expression Next() => random.Draw(Gen.Int[0, 11]) switch
    {
        <= 3 => Uniform(),
        4 => Centred(),
        5 => UnitSteps(),
        6 => Symmetric(),
        7 or 8 => Counted(),
        9 or 10 => Ternary(),
        _ => Binary(),
    };

    /// <summary>Quant of QONNX, with its zero point, and LSQ: Clip before Round or behind it.</summary>
    private Expression Uniform()
    {
        int bits = random.Draw(Gen.Int[1, 4]), half = 1 << (bits - 1);
        var (least, greatest) = random.Draw(Gen.OneOf((0, (2 * half) - 1), (-half, half - 1), (1 - half, half - 1)));
        int zero = random.Chance(0.25) ? random.Draw(Gen.Int[-3, 3]) : 0;
        Expression x = least == 0 && random.Chance(0.4) ? new Stepped(ChainStep.Of("relu"), X) : X;
        var integers = Rounded(Step(Step(x, DividedBy(Unit(greatest - least))), "add", zero), least, greatest);
        return Step(Step(integers, "sub", zero), "mul", random.Draw(OutputScale));
    }

    /// <summary>Values as far from 0 on both sides, without 0 itself: 2 q - m.</summary>
    private Expression Centred()
    {
        int greatest = random.Draw(Gen.OneOf(1, 3, 7));
        var integers = Rounded(Step(X, DividedBy(Unit(greatest))), 0, greatest);
        return Step(Step(Step(integers, "mul", 2), "sub", greatest), "mul", random.Draw(OutputScale));
    }

    /// <summary>DoReFa: round(n clip(x, 0, 1)) / n, made integers again where later sums are to be exact.</summary>
    private Expression UnitSteps()
    {
        int steps = random.Draw(Gen.OneOf(1, 3, 7, 15));
        var clipped = Clipped(Step(X, DividedBy(2 * spread)), 0, 1);
        var integers = new Stepped(ChainStep.Of("round"), Step(clipped, "mul", steps));
        if (!isExact)
            return Step(integers, "div", steps);
        bool returns = Enumerable.Range(0, steps + 1).All(step => (float)step / steps * steps == step);
        return returns ? Step(Step(integers, "div", steps), "mul", steps) : integers;
    }

    /// <summary>round(n clip(x, -1, 1)), as behind a hard tanh.</summary>
    private Expression Symmetric()
    {
        int steps = random.Draw(Gen.OneOf(1, 2, 3, 7));
        var clipped = Clipped(Step(X, DividedBy(2 * spread)), -1, 1);
        return Step(new Stepped(ChainStep.Of("round"), Step(clipped, "mul", steps)), "mul", random.Draw(OutputScale));
    }

    /// <summary>MultiThreshold: how many limits of a channel x reaches, or stays below.</summary>
    private Expression Counted()
    {
        int limits = random.Draw(Gen.Frequency((4, Gen.Int[1, 4]), (1, Gen.Int[5, 15])));
        string[] relations = random.Chance(0.75) ? ["ge", "gt"] : ["lt", "le"];
        float unit = Unit(limits);
        Expression count = Compared();
        for (int i = 1; i < limits; i++)
            count = Sum(count, Compared());
        count = Step(count, "mul", random.Draw(OutputScale));
        return random.Chance(0.4) ? Step(count, "add", random.Draw(Gen.OneOf(-1f, -0.5f, 1f, -2f))) : count;

        Operation Compared() => new(random.Draw(Gen.OneOf(relations)), X, Limits(unit));
    }

    /// <summary>-1, 0 and 1.</summary>
    private Expression Ternary()
    {
        var sign = random.Draw(Gen.Int[0, 2]) switch
        {
            0 => new Operation("sign", random.Chance(0.5) ? X : Difference(X, Limits(spread))),
            1 => Difference(new Operation("ge", X, Limits(spread)), new Operation("le", X, Limits(spread))),
            _ => Selected(
                new Operation("gt", X, new Numbers(spread)),
                new Numbers(1),
                Selected(new Operation("lt", X, new Numbers(-spread)), new Numbers(-1), new Numbers(0))),
        };
        return Step(sign, "mul", random.Draw(OutputScale));
    }

    private Operation Binary() => random.Draw(Gen.Int[0, 2]) switch
    {
        0 => new("sign_plus", X),
        1 => new("sign_minus", Difference(X, Limits(spread))),
        _ => new(random.Draw(Gen.OneOf("gt", "ge", "lt")), X, Limits(spread)),
    };

    /// <summary>Limits for each channel, or one for all: multiples of half a unit, which sums reach, and other numbers.</summary>
    private Numbers Limits(float unit)
    {
        var limit = Gen.Frequency(
            (6, Gen.Int[-6, 6].Select(i => i * unit / 2)), (1, Gen.Float[-3f, 3f].Select(x => x * unit)), (1, Gen.OneOf(0f, -0f)));
        return new(random.Draw(Gen.Frequency((1, limit.Array[1]), (2, limit.Array[1, 8]))));
    }

    /// <summary>How far limits lie apart if about as many fit into the spread.</summary>
    private float Unit(int limits)
    {
        float unit = spread;
        for (int i = limits; i > 2; i /= 2)
            unit /= 2;
        return unit * random.Draw(Gen.OneOf(0.5f, 1f, 2f));
    }

    private Stepped Rounded(Expression x, float least, float greatest)
    {
        var rounding = ChainStep.Of(random.Draw(Gen.OneOf("round", "round", "round", "floor", "ceil")));
        return random.Chance(0.5) ? new Stepped(rounding, Clipped(x, least, greatest)) : Clipped(new Stepped(rounding, x), least, greatest);
    }

    private ChainStep DividedBy(float unit) => random.Chance(0.5) ? ChainStep.Of("div", unit) : ChainStep.Of("mul", 1 / unit);

    private static Stepped Step(Expression x, ChainStep step) => new(step, x);

    /// <summary>The step, which is left out where it changes nothing.</summary>
    private static Expression Step(Expression x, string kind, float operand) =>
        operand == (kind is "add" or "sub" ? 0 : 1) ? x : new Stepped(ChainStep.Of(kind, operand), x);
}
