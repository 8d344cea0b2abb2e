// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;
using System.Text;

namespace BnnCompiler.Runtime.Inputs;

/// <summary>
/// A file as the C library gives it, unbuffered. FileStream would add 170 KB to a native program, and its Flush(true) hides the errors of
/// fsync. Linux only: the flags and error numbers are those that x64 and arm64 share.
/// </summary>
internal sealed unsafe class LinuxFile : Stream
{
    private const int WriteNew = 0x1 | 0x40 | 0x80; // O_WRONLY, O_CREAT, O_EXCL
    private const int CloseOnExec = 0x80000;
    private const int ReadableByAll = 0x1A4; // rw-r--r--, less what umask takes

    private readonly int _descriptor;
    private readonly bool _owned;
    private bool _closed;

    private LinuxFile(int descriptor, bool owned)
    {
        _descriptor = descriptor;
        _owned = owned;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>An existing file for reading.</summary>
    public static LinuxFile Open(string path) => Open(path, CloseOnExec);

    /// <summary>A file for writing that must not exist yet.</summary>
    public static LinuxFile Create(string path) => Open(path, CloseOnExec | WriteNew);

    /// <summary>Standard output is 1, standard error 2; they stay open.</summary>
    public static LinuxFile Of(int descriptor) => new(descriptor, owned: false);

    /// <summary>Puts one file in another's place in one step.</summary>
    public static void Rename(string from, string to)
    {
        fixed (byte* oldName = Terminated(from), newName = Terminated(to))
            _ = Checked(rename(oldName, newName));
    }

    public static void Delete(string path)
    {
        fixed (byte* name = Terminated(path))
            _ = Checked(unlink(name));
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            nint length;
            do
                length = read(_descriptor, start, buffer.Length);
            while (length < 0 && Marshal.GetLastSystemError() == Error.Interrupted);
            return (int)Checked(length);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            for (int at = 0; at < buffer.Length;)
            {
                nint length = write(_descriptor, start + at, buffer.Length - at);
                if (length < 0 && Marshal.GetLastSystemError() == Error.Interrupted)
                    continue;
                at += (int)Checked(length);
            }
        }
    }

    /// <summary>Waits until the disk has what was written, which is when a full or broken one shows.</summary>
    public void Synchronize() => _ = Checked(fsync(_descriptor));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (_owned && !_closed)
            _ = close(_descriptor);
        _closed = true;
        base.Dispose(disposing);
    }

    private static LinuxFile Open(string path, int flags)
    {
        fixed (byte* name = Terminated(path))
            return new((int)Checked(open(name, flags, ReadableByAll)), owned: true);
    }

    private static byte[] Terminated(string path) => path.Contains('\0', StringComparison.Ordinal)
        ? throw new FileNotFoundException()
        : Encoding.UTF8.GetBytes(path + "\0");

    private static nint Checked(nint result)
    {
        if (result >= 0)
            return result;
        throw Marshal.GetLastSystemError() switch
        {
            Error.NoEntry or Error.NotFolder => new FileNotFoundException(),
            Error.NotPermitted or Error.AccessDenied or Error.ReadOnly => new UnauthorizedAccessException(),
            _ => new IOException(),
        };
    }

#pragma warning disable CA5392, SYSLIB1054 // libc is already loaded; its functions take no managed type that would need generated code.
    [DllImport("libc")]
    private static extern int open(byte* path, int flags, int mode);

    [DllImport("libc")]
    private static extern int close(int descriptor);

    [DllImport("libc")]
    private static extern nint read(int descriptor, byte* buffer, nint count);

    [DllImport("libc")]
    private static extern nint write(int descriptor, byte* buffer, nint count);

    [DllImport("libc")]
    private static extern int fsync(int descriptor);

    [DllImport("libc")]
    private static extern int rename(byte* from, byte* to);

    [DllImport("libc")]
    private static extern int unlink(byte* path);
#pragma warning restore CA5392, SYSLIB1054

    /// <summary>Values of errno.</summary>
    private static class Error
    {
        public const int NotPermitted = 1;
        public const int NoEntry = 2;
        public const int Interrupted = 4;
        public const int AccessDenied = 13;
        public const int NotFolder = 20;
        public const int ReadOnly = 30;
    }
}
