// SPDX-License-Identifier: MIT
using System.Text;

namespace BnnCompiler.EndToEnd.Tests.Commands;

/// <summary>Examples and labels that do not fit the model are refused; nothing is converted in silence.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public void Pixels_for_a_float_model_suggest_the_input_scale()
    {
        var run = Bnnc.Run("run", DigitsFiles.Model, "--input", DigitsFiles.Three);
        AssertRefused("found uint8 values, expected float32 values", run);
        Assert.Contains("--input-scale 1/255", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Floats_for_a_pixel_model_are_refused() =>
        AssertRefused("found float32 values, expected uint8 pixels", Run("--input", Npy("<f4", "1, 1, 16, 16", 1024)));

    [Fact]
    public void An_array_of_another_shape_is_refused() =>
        AssertRefused("found shape (1, 1, 28, 28), expected (N, 1, 16, 16)", Run("--input", Npy("|u1", "1, 1, 28, 28", 784)));

    [Fact]
    public void An_array_without_examples_is_refused() => AssertRefused("found shape (0, 1, 16, 16)", Run("--input", Npy("|u1", "0, 1, 16, 16", 0)));

    [Fact]
    public void Raw_values_that_end_within_an_example_are_refused() => AssertRefused("255 ", Run("--input", _folder.Write("x.raw", new byte[255])));

    [Fact]
    public void A_missing_input_is_refused() => AssertRefused("found no such file", Run("--input", _folder["none.npy"]));

    [Fact]
    public void Another_number_of_labels_than_of_examples_is_refused()
    {
        string labels = _folder.Write("labels.txt", "1\n2\n");
        AssertRefused("holds 2 labels; expected one for each of the 1000 examples", Run("--input", DigitsFiles.Images, "--labels", labels));
        AssertRefused("holds 2 labels; expected one for each of the 1 examples", Run("--input", DigitsFiles.Three, "--labels", labels));
    }

    [Fact]
    public void A_label_that_is_no_class_is_refused() =>
        AssertRefused("10", Run("--input", DigitsFiles.Three, "--labels", _folder.Write("labels.txt", "10\n")));

    [Fact]
    public void An_input_scale_for_a_bnn_file_is_ignored_and_said_to_be()
    {
        string model = _folder["digits.bnn"];
        Bnnc.Done(["import", DigitsFiles.Model, .. DigitsFiles.Scale, "-o", model]);
        var run = Bnnc.Done("run", model, "--input-scale", "1/2", "--input", DigitsFiles.Three);
        Assert.Equal("3\n", run.Output);
        Assert.StartsWith("note BNN3101: --input-scale is ignored", run.Errors, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static ChildProcess Run(params string[] arguments) => Bnnc.Run(["run", DigitsFiles.Model, .. DigitsFiles.Scale, .. arguments]);

    private static void AssertRefused(string expected, ChildProcess run)
    {
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("error BNN3001: ", run.Errors, StringComparison.Ordinal);
        Assert.Contains(expected, run.Errors, StringComparison.Ordinal);
    }

    private string Npy(string element, string shape, int length)
    {
        string header = $"{{'descr': '{element}', 'fortran_order': False, 'shape': ({shape}), }}".PadRight(117) + "\n";
        return _folder.Write("x.npy", [0x93, .. "NUMPY"u8, 1, 0, 118, 0, .. Encoding.ASCII.GetBytes(header), .. new byte[length]]);
    }
}
