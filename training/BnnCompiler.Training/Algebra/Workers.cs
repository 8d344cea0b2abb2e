// SPDX-License-Identifier: MIT
using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace BnnCompiler.Training.Algebra;

/// <summary>
/// Splits work over a fixed number of threads. What is one part depends on that number alone, never on how fast the others are, so that sums over
/// parts come out
/// the same in every run.
/// </summary>
internal sealed class Workers(int threads)
{
    /// <summary>How many threads work.</summary>
    public int Threads { get; } = threads;

    /// <summary>
    /// Calls <paramref name="work"/> with the index, the start and the end of every part of 0..count, parts starting at multiples of <paramref
    /// name="grain"/>.
    /// </summary>
    public void Split(int count, int grain, Action<int, int, int> work)
    {
        int grains = (count + grain - 1) / grain;
        int parts = Math.Min(Threads, grains);
        if (parts <= 1)
        {
            if (count > 0)
                work(0, 0, count);
            return;
        }

        var split = new Parts(count, grain, grains, parts, work);
        Crew.Run(split, parts);
        split.RethrowFault();
    }

    /// <summary>
    /// Threads that wait for parts. A step of training has a hundred splits of some microseconds each, which is less than a thread pool takes to wake
    /// a thread: these look out for work a while before they sleep.
    /// </summary>
    [SuppressMessage("Design", "CA1001", Justification = "A member lives as long as the process.")]
    private sealed class Crew
    {
        private const int Spins = 2000;

        private static readonly Lock InUse = new();
        private static readonly List<Crew> Members = [];

        private readonly ManualResetEventSlim _call = new(initialState: false, Spins);
        private Parts? _parts;
        private int _part;

        private Crew() => new Thread(Work) { IsBackground = true, Name = "bnn-train worker" }.Start();

        /// <summary>Runs all parts; the caller does the first, or all where another caller has the crew: that gives the same result.</summary>
        public static void Run(Parts split, int parts)
        {
            if (InUse.IsHeldByCurrentThread || !InUse.TryEnter())
            {
                for (int part = 0; part < parts; part++)
                    split.Run(part);
                return;
            }

            try
            {
                while (Members.Count < parts - 1)
                    Members.Add(new());
                for (int part = 1; part < parts; part++)
                    Members[part - 1].Take(split, part);
                split.Run(0);
                split.AllDone.Wait();
            }
            finally
            {
                InUse.Exit();
            }
        }

        private void Take(Parts parts, int part)
        {
            (_parts, _part) = (parts, part);
            _call.Set();
        }

        private void Work()
        {
            while (true)
            {
                _call.Wait();
                _call.Reset();
                _parts!.Run(_part);
            }
        }
    }

    [SuppressMessage("Design", "CA1001", Justification = "The event has no handle, and disposing it would race with the last part's Set.")]
    private sealed class Parts
    {
        private const int Spins = 2000;

        private readonly int _count, _grain, _grains, _parts;
        private readonly Action<int, int, int> _work;
        private int _left;
        private Exception? _fault;

        public Parts(int count, int grain, int grains, int parts, Action<int, int, int> work)
        {
            (_count, _grain, _grains, _parts, _work) = (count, grain, grains, parts, work);
            _left = parts;
        }

        public ManualResetEventSlim AllDone { get; } = new(initialState: false, Spins);

        public void Run(int part)
        {
            try
            {
                _work(part, StartOf(part), Math.Min(_count, StartOf(part + 1)));
            }
            catch (Exception fault)
            {
                // Carried over to the caller's thread, where somebody can do something about it.
                _fault = fault;
            }

            if (Interlocked.Decrement(ref _left) == 0)
                AllDone.Set();
        }

        public void RethrowFault()
        {
            if (_fault is not null)
                ExceptionDispatchInfo.Throw(_fault);
        }

        private int StartOf(int part) => (int)((long)_grains * part / _parts * _grain);
    }
}
