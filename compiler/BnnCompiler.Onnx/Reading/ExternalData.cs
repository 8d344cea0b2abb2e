// SPDX-License-Identifier: MIT
using System.Globalization;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Onnx.Protos;
using Google.Protobuf.Collections;

namespace BnnCompiler.Onnx.Reading;

/// <summary>
/// Values of a tensor that lie in a file beside the model. The model names the file, so the name is not trusted: it has to stay in the
/// model's folder, and nothing on the way may be a link.
/// </summary>
internal static class ExternalData
{
    /// <summary>Reads <paramref name="size"/> bytes from where <paramref name="entries"/> say.</summary>
    /// <param name="folder">The model's folder; null if external data is not allowed here.</param>
    /// <param name="entries">The tensor's keys: location, offset, length, checksum.</param>
    /// <param name="size">The number of bytes that the tensor's type and shape need.</param>
    /// <param name="place">The tensor, for messages.</param>
    public static byte[] Read(string? folder, RepeatedField<StringStringEntryProto> entries, long size, string place)
    {
        if (folder is null)
            throw Refused(place, "its values are in another file, which cannot be read here; save the model as one file");
        string location = "";
        long offset = 0, length = size;
        foreach (var entry in entries)
        {
            switch (entry.Key)
            {
                case "location":
                    location = entry.Value;
                    break;
                case "offset":
                    offset = Number(entry, place);
                    break;
                case "length":
                    length = Number(entry, place);
                    break;
                case "checksum":
                    break;
                default:
                    throw Refused(place,
                        $"unknown key '{PrintableText.Escape(entry.Key)}'; known are location, offset, length and checksum");
            }
        }

        if (length != size)
        {
            throw Refused(place,
                $"its type and shape need {NumberText.Of(size)} bytes, but its length is given as {NumberText.Of(length)}");
        }

        try
        {
            return ReadFile(Find(folder, location, place), offset, size, place);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refused(place, $"its file cannot be read: {PrintableText.Escape(e.Message)}");
        }
    }

    private static FileInfo Find(string folder, string location, string place)
    {
        string[] steps = location.Split('/');
        if (location.Length == 0 || location.AsSpan().ContainsAny('\\', ':', '\0') || steps.Any(step => step is "" or "." or ".."))
        {
            throw Refused(place,
                $"the location '{PrintableText.Escape(location)}' leaves the model's folder; a plain relative path is expected");
        }

        string path = folder;
        foreach (string step in steps)
        {
            path = Path.Combine(path, step);
            var entry = new FileInfo(path);
            if (entry.LinkTarget is not null || (entry.Exists && entry.Attributes.HasFlag(FileAttributes.ReparsePoint)))
            {
                throw Refused(place,
                    $"'{PrintableText.Escape(location)}' goes through a link; put the file itself into the model's folder");
            }
        }

        // A device or a pipe has length 0 and is refused for it before anyone opens it.
        var file = new FileInfo(path);
        return file.Exists ? file : throw Refused(place, $"there is no file '{PrintableText.Escape(location)}' in the model's folder");
    }

    private static byte[] ReadFile(FileInfo file, long offset, long size, string place)
    {
        if (file.Length < size || file.Length - size < offset)
        {
            throw Refused(place,
                $"file '{PrintableText.Escape(file.Name)}' has {NumberText.Of(file.Length)} bytes; "
                + $"{NumberText.Of(size)} are needed from byte {NumberText.Of(offset)} on");
        }

        using var handle = File.OpenHandle(file.FullName);
        byte[] bytes = new byte[size];
        for (int done = 0; done < bytes.Length;)
        {
            int count = RandomAccess.Read(handle, bytes.AsSpan(done), offset + done);
            if (count == 0)
                throw Refused(place, "its file became shorter while it was read");
            done += count;
        }

        return bytes;
    }

    private static long Number(StringStringEntryProto entry, string place) =>
        long.TryParse(entry.Value, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw Refused(place, $"{entry.Key} '{PrintableText.Escape(entry.Value)}' is not a number of bytes");

    private static DiagnosticException Refused(string place, string message) => DiagnosticCatalog.ExternalData.Error(place, message);

}
