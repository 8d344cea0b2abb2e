// SPDX-License-Identifier: MIT
using BnnCompiler.Runtime.Inputs;

namespace BnnCompiler.Runtime.Hosting;

/// <summary>The text of <c>--help</c>.</summary>
internal static class ClassifierHelp
{
    private const string PixelFormats =
        "\n  idx idx.gz  MNIST's format, unsigned bytes\n  PNG         up to 8 bits a channel, opaque, one example";

    public static void Write(Utf8Output output, ClassifierInfo info)
    {
        string scale = info.InputScale is null ? "" : $", scaled by {info.InputScale} in the model";
        bool pixels = info.Input.Element == InputElement.UInt8;
        string otherFormats = (CifarFile.Fits(info.Input) ? ", or CIFAR-10's records" : "") + (pixels ? PixelFormats : "");
        output.Write(
            $"""
            {info.Name}: a binarized neural network, compiled to native code.

            Usage: {info.Name} FILE... [options]

            Input   {(pixels ? "uint8 pixels" : "float32 values")} of shape {info.Input}{scale}
            Output  {info.ClassCount} scores an example; the class is the first maximum

            Files, known by content:
              npy         {(pixels ? "uint8 ('|u1')" : "float32 ('<f4')")}, C order
              .bin .raw   {(pixels ? "bytes" : "little-endian float32")}, {info.Input.ByteLength} bytes an example{otherFormats}

            Options:
              --json           one JSON object an example and line
              --top K          show the K best classes
              --labels FILE    the right classes (idx, idx.gz, npy, CIFAR-10 .bin, or text, one a line); reports accuracy
              -o, --output F   write the scores as a float32 npy file of shape (N, {info.ClassCount})
              -q, --quiet      print no examples
              --bench N        time N inferences instead
              --version        print the version
              -h, --help       print this

            Exit code: 0 done, 2 wrong arguments or files, 1 a fault of the program.

            """);
    }
}
