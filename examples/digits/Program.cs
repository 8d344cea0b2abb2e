// SPDX-License-Identifier: MIT
namespace Digits;

/// <summary>
/// <c>digits FOLDER</c> makes the model and writes its files; <c>digits --check FOLDER</c> compares them. <c>digits --samples FOLDER</c> writes
/// digits of MNIST's size.
/// </summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        switch (args)
        {
            case [var folder] when !folder.StartsWith('-'):
                Write(DigitsModel.Make().Files(), folder);
                return 0;
            case ["--samples", var folder]:
                Write(SampleDigits.Files(), folder);
                return 0;
            case ["--check", var folder]:
                var different = Different(DigitsModel.Make().Files(), folder);
                foreach (string name in different)
                    Console.Error.WriteLine($"{Path.Combine(folder, name)} is not what this program makes; without --check it writes it anew");
                return different.Count == 0 ? 0 : 1;
            default:
                Console.Error.WriteLine("usage: digits [--check | --samples] FOLDER");
                return 2;
        }
    }

    /// <summary>Names of files that are missing in <paramref name="folder"/> or have another content there.</summary>
    internal static IReadOnlyList<string> Different(SortedDictionary<string, byte[]> files, string folder) =>
        [.. files.Where(file => !IsSame(file.Value, Path.Combine(folder, file.Key))).Select(file => file.Key)];

    private static void Write(SortedDictionary<string, byte[]> files, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var (name, content) in files)
            File.WriteAllBytes(Path.Combine(folder, name), content);
    }

    private static bool IsSame(byte[] made, string path)
    {
        if (!File.Exists(path))
            return false;
        byte[] found = File.ReadAllBytes(path);
        return Path.GetExtension(path) == ".gz"
            ? IdxFile.Unpack(found).AsSpan().SequenceEqual(IdxFile.Unpack(made))
            : found.AsSpan().SequenceEqual(made);
    }
}
