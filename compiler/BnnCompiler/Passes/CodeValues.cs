// SPDX-License-Identifier: MIT
using BnnCompiler.Analysis;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>
/// Spells the floats that codes stand for, bit for bit: (c + k) * s + o where float32 rounds that to the values, else with selections by code.
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

        int range = integers[integers.Length - 1] - integers[0] + 1;
        return integers.Length == 2 || (integers.Length == range && range <= FewValues.Most)
            ? Selected(floats, integers, expected, replaced)
            : Corrected(floats, integers, values, expected, replaced);
    }

    /// <summary>
    /// The form that has the most values, and a selection for each of the others. What no element is lies on the line, too, for whoever evaluates the
    /// codes in between.
    /// </summary>
    private static Op Corrected(Op floats, int[] integers, double[] values, float[] expected, Op replaced)
    {
        int[] WrongOf(Form form) => [.. Enumerable.Range(0, integers.Length).Where(i => form.Of(integers[i]) != expected[i])];
        var (best, wrong) = Forms(integers, values).Select(form => (form, WrongOf(form))).OrderBy(pair => pair.Item2.Length).First();
        var corrected = best.Spelled(floats, replaced);
        foreach (int i in wrong)
            corrected = new Select(new Compare(floats, Number(integers[i]), "eq"), Number(expected[i]), corrected);
        return corrected.Named(replaced.Name + "_values", replaced.Origin);
    }

    private static IEnumerable<Form> Forms(int[] integers, double[] values)
    {
        int last = integers.Length - 1;
        if (last == 0)
        {
            yield return new(0, 0, false, (float)values[0]);
            yield break;
        }

        // The step is that of rounded values: the file's own may be a neighbour of it.
        double step = (values[last] - values[0]) / (integers[last] - integers[0]), zero = values[0] - (step * integers[0]);
        float shift = (float)Math.Round(2 * zero / step) / 2;
        for (int places = 0; places <= 2; places++)
        {
            float factor = Beside((float)step, places), divisor = Beside((float)(1 / step), places);
            yield return new(0, factor, false, (float)zero);
            yield return new(shift, factor, false, 0);
            yield return new(0, divisor, true, (float)zero);
            yield return new(shift, divisor, true, 0);
        }
    }

    /// <summary>The number itself, the next one, or the one before.</summary>
    private static float Beside(float number, int places) => places switch
    {
        0 => number,
        1 => ThresholdSearch.FromOrder(ThresholdSearch.Order(number) + 1),
        _ => ThresholdSearch.FromOrder(ThresholdSearch.Order(number) - 1),
    };

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
