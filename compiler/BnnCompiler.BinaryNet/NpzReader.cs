// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.IO.Compression;
using System.Runtime.InteropServices;
using BnnCompiler.Diagnostics;
using BnnCompiler.Formats;
using BnnCompiler.IR;

namespace BnnCompiler.BinaryNet;

/// <summary>
/// Reads the parameters of a network from what <c>numpy.savez</c> wrote. The archive is not trusted: how much is unpacked, and into what, follows
/// from the architecture alone, and the numbers are compared with the archive's checksums.
/// </summary>
/// <param name="fileName">For messages.</param>
/// <param name="architecture">What the file holds the parameters of.</param>
internal sealed class NpzReader(string fileName, Architecture architecture)
{
    // That of an array has about a hundred bytes, padded to 128.
    private const int MaxHeaderBytes = 4096;

    private readonly string _place = PrintableText.Escape(fileName);

    /// <summary>The parameters of all layers.</summary>
    /// <exception cref="DiagnosticException">The file is damaged, or holds other arrays.</exception>
    public ImmutableArray<LayerParameters> Read(byte[] file)
    {
        using var archive = Guarded(_place, "a zip archive", () => new ZipArchive(new MemoryStream(file, writable: false), ZipArchiveMode.Read));
        var entries = Guarded(_place, "a zip archive", () => archive.Entries.ToArray());
        ParameterArray[] arrays = [.. ParameterArray.Of(architecture)];
        if (entries.Length != arrays.Length)
            throw WrongNumber(entries.Length, arrays.Length);

        var byName = entries.ToLookup(entry => entry.FullName, StringComparer.Ordinal);
        var layers = ImmutableArray.CreateBuilder<LayerParameters>(architecture.Layers.Length);
        foreach (var layer in arrays.Chunk(ParameterArray.PerLayer))
            layers.Add(LayerParameters.FromFile([.. layer.Select(array => Read(array, byName[array.FileName].ToArray()))]));
        return layers.MoveToImmutable();
    }

    private float[] Read(ParameterArray array, ZipArchiveEntry[] entries)
    {
        if (entries is not [var entry])
        {
            int last = (architecture.Layers.Length * ParameterArray.PerLayer) - 1;
            throw DiagnosticCatalog.UnfittingParameters.Error(_place,
                $"'{array.FileName}' is there {NumberText.Of(entries.Length)} times; "
                + $"expected once each of arr_0.npy to arr_{NumberText.Of(last)}.npy, "
                + "as numpy.savez(path, *lasagne.layers.get_all_param_values(network)) names them");
        }

        string place = $"{_place}, {array.Name}: {array.Role} of layer {NumberText.Of(array.Layer + 1)}, '{architecture.Layers[array.Layer]}'";
        float[] values = Guarded(place, "an array", () => Numbers(entry, array, place));
        int other = Array.FindIndex(values, value => !float.IsFinite(value));
        return other < 0 ? values : throw DiagnosticCatalog.UnusableParameters.Error(place,
            $"element {NumberText.Of(other)} is {NumberText.Of(values[other])}; expected finite numbers. "
            + "The training diverged, or the file is not the one that it saved");
    }

    private static float[] Numbers(ZipArchiveEntry entry, ParameterArray array, string place)
    {
        using var stream = entry.Open();
        byte[] head = new byte[Math.Min(entry.Length, MaxHeaderBytes)];
        stream.ReadExactly(head);
        var header = NpyHeader.Parse(head);
        RefuseUnlessFitting(header, array, place);
        long size = header.Length + ((long)array.Count * sizeof(float));
        if (entry.Length != size)
        {
            throw new InvalidDataException(
                $"the archive states {NumberText.Of(entry.Length)} bytes for it, "
                + $"but a header and numbers of shape {header.Shape} take {NumberText.Of(size)}");
        }

        float[] values = new float[array.Count];
        var bytes = MemoryMarshal.AsBytes(values.AsSpan());
        head.AsSpan(header.Length).CopyTo(bytes);
        var rest = bytes[(head.Length - header.Length)..];
        stream.ReadExactly(rest);
        if (stream.ReadByte() >= 0)
            throw new InvalidDataException("there are more bytes than the archive states");
        return Crc32.Of(Crc32.Of(head), rest) == entry.Crc32
            ? values
            : throw new InvalidDataException("its bytes do not have the archive's checksum");
    }

    private static void RefuseUnlessFitting(NpyHeader header, ParameterArray array, string place)
    {
        if (header.Shape != NpyFormat.Tuple(array.Shape.AsSpan()))
        {
            throw DiagnosticCatalog.UnfittingParameters.Error(
                place, $"found shape {header.Shape}; expected {NpyFormat.Tuple(array.Shape.AsSpan())}, {Advice(header, array)}");
        }

        if (header.Type != NpyFormat.Float32)
        {
            throw DiagnosticCatalog.UnusableParameters.Error(
                place, $"found numbers of numpy's type '{PrintableText.Escape(header.Type)}'; expected float32, '<f4'. "
                + "Train with floatX=float32; rounded afterwards, a network is not the one that was tested");
        }

        if (header.IsFortranOrder)
        {
            throw DiagnosticCatalog.UnusableParameters.Error(place,
                "found an array in Fortran order; expected C order. Save numpy.ascontiguousarray(array)");
        }
    }

    private static string Advice(NpyHeader header, ParameterArray array)
    {
        if (array.Shape.Length == 2 && header.Shape == NpyFormat.Tuple([.. array.Shape.Reverse()]))
            return "the transpose: Lasagne has the inputs of a dense layer first. Save W.T";
        string axes = array.Shape.Length switch
        {
            1 => "one for each output",
            2 => "(inputs, outputs)",
            _ => "(outputs, channels, rows, columns)",
        };
        return axes + ". Compare --arch with the script that trained the network";
    }

    private DiagnosticException WrongNumber(int found, int expected)
    {
        const int Each = ParameterArray.PerLayer;
        int layers = architecture.Layers.Length;
        string cause = found == layers * (Each - 1) ? ". The layers seem to be made without biases; save zeros for b"
            : found > 0 && found % Each == 0 ? $". The file is of {NumberText.Of(found / Each)} layers"
            : "";
        return DiagnosticCatalog.UnfittingParameters.Error(_place,
            $"found {NumberText.Of(found)} arrays; "
            + $"expected {NumberText.Of(expected)}, {NumberText.Of(Each)} for each of the {NumberText.Of(layers)} layers "
            + $"of {PrintableText.Escape(architecture.ToString())}: W, b, beta, gamma, mean, inv_std{cause}");
    }

    /// <summary>The zip reader's word for a damaged archive depends on where the damage lies.</summary>
    private static T Guarded<T>(string place, string what, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or InvalidDataException or NotSupportedException or ArgumentException or OverflowException)
        {
            throw DiagnosticCatalog.DamagedParameters.Error(place,
                $"this is not {what} as numpy.savez writes it: {PrintableText.Escape(e.Message.TrimEnd('.'))}. "
                + "The file is truncated or damaged, or something else wrote it");
        }
    }
}
