// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Optimizers;

namespace BnnCompiler.Training.Tests.Optimizers;

public class GlorotScalingTests
{
    // The paper's networks: sqrt((n_in + n_out) / 1.5), where a convolution counts the taps of its kernel on both sides.
    [Theory]
    [InlineData(784, 4096, 57.04, 64)] // MNIST
    [InlineData(4096, 4096, 73.90, 64)]
    [InlineData(4096, 10, 52.32, 64)]
    [InlineData(3 * 9, 128 * 9, 28.04, 32)] // CIFAR-10
    [InlineData(128 * 9, 128 * 9, 39.19, 32)]
    [InlineData(128 * 9, 256 * 9, 48.00, 64)]
    [InlineData(256 * 9, 256 * 9, 55.43, 64)]
    [InlineData(256 * 9, 512 * 9, 67.88, 64)]
    [InlineData(512 * 9, 512 * 9, 78.38, 64)]
    [InlineData(8192, 1024, 78.38, 64)]
    [InlineData(1024, 1024, 36.95, 32)]
    [InlineData(1024, 10, 26.26, 32)]
    [InlineData(3 * 9, 64 * 9, 20.05, 16)] // SVHN
    [InlineData(64 * 9, 64 * 9, 27.71, 32)]
    [InlineData(64 * 9, 128 * 9, 33.94, 32)]
    [InlineData(4096, 1024, 58.42, 64)]
    public void Factors_are_those_of_the_papers_networks(int fanIn, int fanOut, double exact, double power)
    {
        Assert.Equal(exact, GlorotScaling.Exact.Of((fanIn, fanOut)), 0.005);
        Assert.Equal(power, GlorotScaling.PowerOfTwo.Of((fanIn, fanOut)));
        Assert.Equal(1, GlorotScaling.None.Of((fanIn, fanOut)));
    }
}
