// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text.Json;
using BnnCompiler.EndToEnd.Tests.RealModels;
using BnnCompiler.EndToEnd.Tests.Toolchains;
using BnnCompiler.Tests;

namespace BnnCompiler.EndToEnd.Tests.Native;

/// <summary>Networks that others trained, as native binaries: every class and every score is the expected one.</summary>
[Collection(NativeBuilds.Collection)]
public class NativeRealModelTests(NativeBuilds builds)
{
    private const string Tfc = "models/tfc_w1a1/TFC_1W1A.onnx";
    private const string TfcScores = "models/tfc_w1a1/expected_scores_first1000.npy";
    private const string TfcClasses = "models/tfc_w1a1/tfc1w1a_class_all10000.txt";
    private const string Lfc = "models/lfc_w1a1_mnist/lfc_w1a1_mnist.onnx";
    private const string LfcClasses = "models/lfc_w1a1_mnist/expected_class_all10000.txt";
    private const string Images = "data/mnist/t10k-images-idx3-ubyte.gz";
    private const string First1000 = "data/mnist/t10k_first1000_u8.npy";

    /// <summary>Runs all pixels of a raw file and prints the bits of every score.</summary>
    private const string Client = """
        #include <stdio.h>
        #include <string.h>
        #include "net.h"

        int main(int argc, char **argv)
        {
            uint8_t image[NET_INPUT_LENGTH];
            float scores[NET_CLASS_COUNT];
            uint32_t bits;
            FILE *file = fopen(argv[argc - 1], "rb");
            if (file == NULL)
                return 10;
            while (fread(image, 1, sizeof image, file) == sizeof image) {
                if (net_run(image, sizeof image, scores, NET_CLASS_COUNT) != NET_OK)
                    return 11;
                for (int c = 0; c < NET_CLASS_COUNT; c++) {
                    memcpy(&bits, scores + c, sizeof bits);
                    printf("%08x\n", (unsigned)bits);
                }
            }
            return 0;
        }

        """;

    [FactWithModel(Tfc, "gcc")]
    public void Tfc_on_x64_gives_the_expected_classes_and_scores()
    {
        string program = Path.Combine(Build(Tfc, "exe", "linux-x64"), "net");
        AssertClasses(Command.Run(program, SharedFiles.Find(Images)!, "--json"), TfcClasses);
        string scores = builds.PathOf("tfc-scores.npy");
        Assert.Equal(0, Command.Run(program, SharedFiles.Find(First1000)!, "--quiet", "--output", scores).ExitCode);
        Assert.True(File.ReadAllBytes(SharedFiles.Find(TfcScores)!).AsSpan().SequenceEqual(File.ReadAllBytes(scores)),
            "the scores differ from the expected file");
    }

    [FactWithModel(Lfc, "gcc")]
    public void Lfc_on_x64_gives_the_expected_classes() =>
        AssertClasses(Command.Run(Path.Combine(Build(Lfc, "exe", "linux-x64"), "net"), SharedFiles.Find(Images)!, "--json"), LfcClasses);

    [FactWithModel(Cifar.Cnv, "gcc")]
    public void Cnv_on_x64_gives_the_expected_scores()
    {
        string scores = builds.PathOf("cnv-scores.npy");
        var run = Command.Run(
            Path.Combine(Build(Cifar.Cnv, "exe", "linux-x64"), "net"), SharedFiles.Find(Cifar.First1000)!, "--quiet", "--output", scores);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.True(File.ReadAllBytes(SharedFiles.Find(Cifar.CnvScores)!).AsSpan().SequenceEqual(File.ReadAllBytes(scores)),
            "the scores differ from the expected file");
    }

    [FactWithModel(Cifar.Cnv, "aarch64-linux-gnu-gcc", "qemu-aarch64")]
    public void Cnv_on_arm64_gives_the_expected_scores_of_the_first_images()
    {
        const int Images = 20, ScoreBytes = 10 * sizeof(float);
        string images = builds.Write("cnv-images.raw", Mnist.NpyValues(Cifar.First1000)[..(Images * Cifar.Pixels)]),
            scores = builds.PathOf("cnv-arm-scores.npy");
        var run = Command.Run("qemu-aarch64", "-L", "/usr/aarch64-linux-gnu", Path.Combine(Build(Cifar.Cnv, "exe", "linux-arm64"), "net"),
            images, "--quiet", "--output", scores);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(Mnist.NpyValues(Cifar.CnvScores)[..(Images * ScoreBytes)], File.ReadAllBytes(scores)[^(Images * ScoreBytes)..]);
    }

    [FactWithModel(Tfc, "aarch64-linux-gnu-gcc", "qemu-aarch64")]
    public void Tfc_on_arm64_gives_the_expected_classes() => AssertClasses(RunOnArm(Tfc), TfcClasses);

    [FactWithModel(Lfc, "aarch64-linux-gnu-gcc", "qemu-aarch64")]
    public void Lfc_on_arm64_gives_the_expected_classes() => AssertClasses(RunOnArm(Lfc), LfcClasses);

    [FactWithModel(Tfc, "gcc")]
    public void A_c_program_gets_the_expected_scores_from_the_shared_library()
    {
        string folder = Build(Tfc, "shared", "linux-x64");
        AssertScores(Client, folder, "-L" + folder, "-lnet", "-Wl,-rpath," + folder);
    }

    [FactWithModel(Tfc, "gcc")]
    public void A_c_program_gets_the_expected_scores_from_the_static_library()
    {
        string folder = Build(Tfc, "static", "linux-x64");
        AssertScores(Client, folder, Path.Combine(folder, "libnet.a"), "-lm");
    }

    private Command RunOnArm(string model) =>
        Command.Run("qemu-aarch64", "-L", "/usr/aarch64-linux-gnu", Path.Combine(Build(model, "exe", "linux-arm64"), "net"),
            SharedFiles.Find(Images)!, "--json");

    private string Build(string model, string kind, string rid)
    {
        string folder = builds.PathOf($"{Path.GetFileNameWithoutExtension(model)}-{kind}-{rid}");
        var build = Command.Run(Path.Combine(AppContext.BaseDirectory, "bnnc"),
            "build", SharedFiles.Find(model)!, "--input-scale", "1/255", "--kind", kind, "--rid", rid, "--name", "net", "-o", folder);
        Assert.True(build.ExitCode == 0, build.Error);
        return folder;
    }

    private static void AssertClasses(Command run, string expectedFile)
    {
        Assert.True(run.ExitCode == 0, run.Error);
        string[] expected = File.ReadAllLines(SharedFiles.Find(expectedFile)!);
        string[] found =
        [
            .. run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("class").GetInt32().ToString(CultureInfo.InvariantCulture)),
        ];
        Assert.Equal(10_000, found.Length);
        Assert.Equal(expected, found);
    }

    private void AssertScores(string client, string folder, params string[] link)
    {
        string source = builds.Write("client.c", System.Text.Encoding.UTF8.GetBytes(client)), program = Path.Combine(folder, "client");
        var compile = Command.Run("gcc", ["-std=c99", "-O1", "-I" + folder, source, "-o", program, .. link]);
        Assert.True(compile.ExitCode == 0, compile.Error);

        // Both npy files have a header of 128 bytes; behind it lie the pixels and the scores as C reads them.
        string pixels = builds.Write("pixels.raw", File.ReadAllBytes(SharedFiles.Find(First1000)!)[128..]);
        byte[] scores = File.ReadAllBytes(SharedFiles.Find(TfcScores)!)[128..];
        string expected = string.Concat(Enumerable.Range(0, scores.Length / 4).Select(i => $"{BitConverter.ToUInt32(scores, i * 4):x8}\n"));
        Assert.Equal(new Command(0, expected, ""), Command.Run(program, pixels));
    }
}
