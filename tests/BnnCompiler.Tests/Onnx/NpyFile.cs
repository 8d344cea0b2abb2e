// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace BnnCompiler.Tests.Onnx;

/// <summary>The elements of a numpy file, row-major; the caller knows type and shape.</summary>
internal static class NpyFile
{
    public static T[] Read<T>(string path)
        where T : unmanaged
    {
        byte[] bytes = File.ReadAllBytes(path);
        int start = 10 + BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(8));
        return MemoryMarshal.Cast<byte, T>(bytes.AsSpan(start)).ToArray();
    }
}
