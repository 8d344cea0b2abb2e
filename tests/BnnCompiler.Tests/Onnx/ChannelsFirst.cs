// SPDX-License-Identifier: MIT

namespace BnnCompiler.Tests.Onnx;

/// <summary>An image as ONNX has it, [1, C, H, W], and what ONNX's operators make of it: plain loops that share nothing with the compiler.</summary>
internal sealed record ChannelsFirst(int Channels, int Height, int Width, float[] Values)
{
    /// <summary>Small integers without a pattern, so that sums are exact in any order.</summary>
    public static float[] Numbers(int count, int seed = 3) =>
        [.. Enumerable.Range(0, count).Select(i => (float)(((i * 37) + (i * i) + seed) % 11 - 5))];

    public static ChannelsFirst Of(int channels, int height, int width) => new(channels, height, width, Numbers(channels * height * width));

    /// <summary>Weights are [M, C / groups, kernel height, kernel width].</summary>
    public ChannelsFirst Conv(float[] weights, int outputs, Sliding sliding, int groups = 1, float[]? bias = null)
    {
        int groupChannels = Channels / groups, groupOutputs = outputs / groups;
        return Slide(sliding, outputs, (m, window) =>
        {
            float sum = bias?[m] ?? 0;
            foreach (var (y, x, kernelY, kernelX) in window)
            {
                for (int c = 0; c < groupChannels; c++)
                {
                    float weight = weights[(((((m * groupChannels) + c) * sliding.KernelHeight) + kernelY) * sliding.KernelWidth) + kernelX];
                    sum += weight * At((m / groupOutputs * groupChannels) + c, y, x);
                }
            }

            return sum;
        });
    }

    /// <summary>A function of the elements of each window inside of the image.</summary>
    public ChannelsFirst Pool(Sliding sliding, Func<float[], float> function) =>
        Slide(sliding, Channels, (channel, window) => function([.. window.Select(tap => At(channel, tap.Y, tap.X))]));

    /// <summary>A function of each element and its channel.</summary>
    public ChannelsFirst Map(Func<float, int, float> function) =>
        this with { Values = [.. Values.Select((value, i) => function(value, i / (Height * Width)))] };

    /// <summary>A frame of one value.</summary>
    public ChannelsFirst Pad(int top, int left, int bottom, int right, float value)
    {
        int height = Height + top + bottom, width = Width + left + right;
        return new(Channels, height, width, [.. Enumerable.Range(0, Channels * height * width).Select(i =>
        {
            int y = (i / width % height) - top, x = (i % width) - left;
            return y >= 0 && y < Height && x >= 0 && x < Width ? At(i / (height * width), y, x) : value;
        })]);
    }

    private float At(int channel, int y, int x) => Values[(((channel * Height) + y) * Width) + x];

    private ChannelsFirst Slide(Sliding sliding, int channels, Func<int, List<(int Y, int X, int KernelY, int KernelX)>, float> function)
    {
        int height = ((sliding.Top + Height + sliding.Bottom - (((sliding.KernelHeight - 1) * sliding.DilationY) + 1)) / sliding.StrideY) + 1;
        int width = ((sliding.Left + Width + sliding.Right - (((sliding.KernelWidth - 1) * sliding.DilationX) + 1)) / sliding.StrideX) + 1;
        var values = new List<float>();
        for (int channel = 0; channel < channels; channel++)
        {
            for (int i = 0; i < height * width; i++)
            {
                var window =
                    from kernelY in Enumerable.Range(0, sliding.KernelHeight)
                    from kernelX in Enumerable.Range(0, sliding.KernelWidth)
                    let y = (i / width * sliding.StrideY) - sliding.Top + (kernelY * sliding.DilationY)
                    let x = (i % width * sliding.StrideX) - sliding.Left + (kernelX * sliding.DilationX)
                    where y >= 0 && y < Height && x >= 0 && x < Width
                    select (y, x, kernelY, kernelX);
                values.Add(function(channel, [.. window]));
            }
        }

        return new(channels, height, width, [.. values]);
    }
}

/// <summary>How a window slides over rows (Y) and columns (X).</summary>
internal sealed record Sliding(int KernelHeight, int KernelWidth)
{
    public int StrideY { get; init; } = 1;

    public int StrideX { get; init; } = 1;

    public int Top { get; init; }

    public int Left { get; init; }

    public int Bottom { get; init; }

    public int Right { get; init; }

    public int DilationY { get; init; } = 1;

    public int DilationX { get; init; } = 1;
}
