// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Algebra;
using BnnCompiler.Training.Optimizers;

namespace BnnCompiler.Training.Tests.Optimizers;

public class LearnerTests
{
    private static readonly OptimizerKind[] Kinds = Enum.GetValues<OptimizerKind>();

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 1)]
    [InlineData(8, 1)]
    [InlineData(17, 1)]
    [InlineData(31, 3)]
    [InlineData(4096 + 5, 3)] // parts of a thread's own
    [InlineData((3 * 4096) - 1, 2)]
    public void Every_number_learns_as_it_would_alone(int length, int threads)
    {
        foreach (var kind in Kinds)
        {
            var random = new RandomNumbers(3);
            var together = new Learner(new("numbers", Random(random, length)), kind, Steps.Settings, 2, clips: true);
            int[] samples = [0, length / 2, Math.Max(0, length - 2), length - 1];
            Learner[] alone = [.. samples.Select(i => Steps.Of(kind, together.Parameter.Values[i], scale: 2, clips: true))];
            for (int step = 1; step <= 3; step++)
            {
                Random(random, length).CopyTo(together.Parameter.Gradient, 0);
                together.Step(0.1, step, new Workers(threads));
                for (int i = 0; i < samples.Length; i++)
                {
                    alone[i].Parameter.Gradient[0] = together.Parameter.Gradient[samples[i]];
                    alone[i].Step(0.1, step, new Workers(1));
                    Assert.Equal(alone[i].Parameter.Values[0], together.Parameter.Values[samples[i]]);
                    Assert.Equal(alone[i].First[0], together.First[samples[i]]);
                    Assert.Equal(alone[i].Second, together.Second.Length == 0 ? [] : [together.Second[samples[i]]]);
                }
            }
        }
    }

    [Fact]
    public void Clipped_numbers_stay_between_minus_and_plus_one_under_every_rule()
    {
        foreach (var kind in Kinds)
        {
            Assert.Equal([1], Steps.Of(kind, 0.9f, scale: 100, clips: true).After(1, -5));
            Assert.Equal([-1], Steps.Of(kind, 0.9f, scale: 100, clips: true).After(1, 5));
        }
    }

    [Fact]
    public void A_clipped_number_comes_back_as_if_it_had_not_been_outside()
    {
        // To 1.9, clipped to 1; the velocity 0.9 · 1 - 0.5 = 0.4 carries it to the same end, 0.9 · 0.4 - 0.5 = -0.14 from there to 0.86.
        Steps.AssertClose([1, 1, 0.86], Steps.Of(OptimizerKind.Sgd, 0.9f, clips: true).After(1, -1, 0.5f, 0.5f), 1e-6);
    }

    [Fact]
    public void Others_are_not_clipped()
    {
        foreach (var kind in Kinds.Except([OptimizerKind.Bop]))
            Assert.True(Steps.Of(kind, 0.9f, scale: 100).After(1, -5)[0] > 1);
    }

    [Fact]
    public void A_step_tells_that_the_numbers_have_changed()
    {
        var learner = Steps.Of(OptimizerKind.Adam, 0);
        int version = learner.Parameter.Version;
        learner.After(0.1, 1);
        Assert.NotEqual(version, learner.Parameter.Version);
    }

    private static float[] Random(RandomNumbers random, int length) => [.. Enumerable.Range(0, length).Select(_ => (float)random.Normal())];
}
