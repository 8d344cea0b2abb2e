// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>
/// Spells the floats that codes stand for, bit for bit: (c + k) * s + o where float32 rounds that to the values, else a selection by
/// code.
/// </summary>
internal static class CodeValues
{
    /// <summary>The values of <paramref name="codes"/>, in place of <paramref name="replaced"/>, whose name the codes take.</summary>
    /// <param name="codes">uint8 or bit.</param>
    /// <param name="integers">What elements of the codes can be, ascending; bits are -1 and +1.</param>
    /// <param name="values">The float32 value of each.</param>
    /// <param name="replaced">What the values are.</param>
    public static Op AsFloats(Op codes, int[] integers, double[] values, Op replaced)
    {
        var floats = new ToFloat(codes.NamedAs(replaced)).Named(replaced.Name + "_float", replaced.Origin);
        float[] expected = Array.ConvertAll(values, value => (float)value);
        foreach (var form in Forms(integers, values))
        {
            if (integers.Select(form.Of).SequenceEqual(expected))
                return form.Spelled(floats, replaced);
        }

        // Integers that do not occur get values on the line of the others, for whoever looks at all of them.
        int first = integers[0], count = integers.Length > 2 ? integers[integers.Length - 1] - first + 1 : integers.Length;
        double step = (values[values.Length - 1] - values[0]) / (integers[integers.Length - 1] - first);
        float ValueOf(int integer) =>
            Array.IndexOf(integers, integer) is >= 0 and int place ? expected[place] : (float)(values[0] + (step * (integer - first)));
        int[] all = count == integers.Length ? integers : [.. Enumerable.Range(first, count)];
        return Selected(floats, all, Array.ConvertAll(all, ValueOf), replaced);
    }

    private static IEnumerable<Form> Forms(int[] integers, double[] values)
    {
        int last = integers.Length - 1;
        if (last == 0)
        {
            yield return new(0, 0, false, (float)values[0]);
            yield break;
        }

        double step = (values[last] - values[0]) / (integers[last] - integers[0]), zero = values[0] - (step * integers[0]);
        yield return new(0, (float)step, false, (float)zero);
        yield return new((float)Math.Round(2 * zero / step) / 2, (float)step, false, 0);
        yield return new(0, (float)(1 / step), true, (float)zero);
        yield return new((float)Math.Round(2 * zero / step) / 2, (float)(1 / step), true, 0);
    }

    /// <summary>As many selections as there are steps; constants are of one element, so that all elements have one rule.</summary>
    private static Op Selected(Op floats, int[] integers, float[] values, Op replaced)
    {
        Op selected = new Select(new Compare(floats, Number(integers[1]), "ge"), Number(values[1]), Number(values[0]));
        for (int i = 2; i < values.Length; i++)
            selected = new Select(new Compare(floats, Number(integers[i]), "ge"), Number(values[i]), selected);
        return selected.Named(replaced.Name + "_values", replaced.Origin);
    }

    private static Constant Number(float value) => new(Tensor.Of(new(1), value));

    /// <summary>((c + Before) * Factor) + Behind, or with a quotient in place of the product; each step rounded.</summary>
    private readonly record struct Form(float Before, float Factor, bool IsQuotient, float Behind)
    {
        public float Of(int code)
        {
            float shifted = Before == 0 ? code : (float)(code + Before);
            float scaled = IsQuotient ? (float)(shifted / Factor) : Factor == 1 ? shifted : (float)(shifted * Factor);
            return Behind == 0 ? scaled + 0f : (float)(scaled + Behind);
        }

        public Op Spelled(Op floats, Op replaced)
        {
            var op = floats;
            if (Before != 0)
                op = new Add(op, Number(Before)).Named(replaced.Name + "_shifted", replaced.Origin);
            if (IsQuotient)
                op = new Divide(op, Number(Factor)).Named(replaced.Name + "_scaled", replaced.Origin);
            else if (Factor != 1)
                op = new Multiply(op, Number(Factor)).Named(replaced.Name + "_scaled", replaced.Origin);
            return Behind == 0 ? op : new Add(op, Number(Behind)).Named(replaced.Name + "_offset", replaced.Origin);
        }
    }
}
