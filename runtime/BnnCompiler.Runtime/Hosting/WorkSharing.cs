// SPDX-License-Identifier: MIT
using System.Runtime.ExceptionServices;

namespace BnnCompiler.Runtime.Hosting;

/// <summary>
/// Pieces of work that the calling thread shares with threads of the pool. The caller works too and waits for nobody who has not begun: a pool thread
/// that comes when all is done finds the door closed and goes.
/// </summary>
internal sealed class WorkSharing : IThreadPoolWorkItem
{
    /// <summary>Pieces that a thread takes at once, at most: few enough that no thread is left with much while the others have nothing.</summary>
    private const int MostTaken = 16;

    private readonly int _count;
    private readonly int _taken;
    private readonly Action<int> _work;
    private int _next;
    private int _inside;
    private int _closed;
    private Exception? _failure;

    private WorkSharing(int count, int threads, Action<int> work)
    {
        (_count, _work) = (count, work);
        _taken = Math.Clamp(count / (4 * threads), 1, MostTaken);
    }

    /// <summary>
    /// Does work 0 to <paramref name="count"/> - 1, each once, on at most <paramref name="threads"/> threads, and returns when all is done.
    /// </summary>
    public static void Run(int count, int threads, Action<int> work)
    {
        threads = Math.Min(threads, count);
        var shared = new WorkSharing(count, threads, work);
        for (int i = 1; i < threads; i++)
            ThreadPool.UnsafeQueueUserWorkItem(shared, preferLocal: false);
        shared.Work();
        Interlocked.Exchange(ref shared._closed, 1);
        for (var wait = default(SpinWait); Volatile.Read(ref shared._inside) != 0;)
            wait.SpinOnce();
        if (shared._failure is { } failure)
            ExceptionDispatchInfo.Throw(failure);
    }

    /// <inheritdoc/>
    public void Execute()
    {
        // The caller closes before it looks who is inside, and this thread enters before it looks whether it is closed: one of the two sees the
        // other.
        Interlocked.Increment(ref _inside);
        if (Volatile.Read(ref _closed) == 0)
            Work();
        Interlocked.Decrement(ref _inside);
    }

    private void Work()
    {
        try
        {
            while (true)
            {
                int first = Interlocked.Add(ref _next, _taken) - _taken;
                if (first >= _count)
                    return;

                for (int i = first; i < Math.Min(first + _taken, _count); i++)
                    _work(i);
            }
        }
        catch (Exception exception)
        {
            Interlocked.CompareExchange(ref _failure, exception, null);
            Interlocked.Exchange(ref _next, _count);
        }
    }
}
