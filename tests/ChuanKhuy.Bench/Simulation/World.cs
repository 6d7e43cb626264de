using ChuanKhuy.Core;

namespace ChuanKhuy.Bench.Simulation;

/// <summary>
/// A small deterministic world: one thread, a virtual clock, and a seed that decides in which order ready work goes on.
/// Everything that awaits inside it comes back here, so the same seed plays the same history.
/// </summary>
/// <param name="harmless">The faults, by their number, that do not happen: for finding the few that matter.</param>
sealed class World(ulong seed, Func<int, bool>? harmless = null) : SynchronizationContext
{
    readonly List<(SendOrPostCallback Work, object? State)> ready = [];
    readonly List<Timer> timers = [];
    int faults;

    public SeededDice Dice { get; } = new(seed);

    public VirtualTime Time => field ??= new(this);

    public DateTimeOffset Now { get; private set; } = new(2026, 11, 2, 2, 0, 0, TimeSpan.Zero);

    /// <summary>How many pieces of work ran: a fingerprint of the history.</summary>
    public long Steps { get; private set; }

    /// <summary>Runs until the work is done. Throws what it throws, and when nothing is left that could ever finish it.</summary>
    public void Run(Func<Task> work)
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            var task = work();
            while (!task.IsCompleted) Step();
            task.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    public bool Chance(double of) => Dice.Unit() < of;

    /// <summary>Whether a fault happens here. Remembered for the trace, and asked for by number when a trace is shrunk.</summary>
    public bool Fault(string what, string where, double of)
    {
        if (!Chance(of)) return false;
        var number = faults++;
        if (harmless?.Invoke(number) == true) return false;
        Trace.Add(new(number, Now, what, where));
        return true;
    }

    /// <summary>The faults that happened, in their order.</summary>
    public List<Injected> Trace { get; } = [];

    public int Pick(int below) => (int)(Dice.Unit() * below);

    /// <summary>Lets other work go first, perhaps.</summary>
    public async Task Hop() => await Task.Yield();

    public override void Post(SendOrPostCallback d, object? state) => ready.Add((d, state));

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("Nothing waits in the simulation.");

    public override SynchronizationContext CreateCopy() => this;

    void Step()
    {
        Steps++;
        if (ready.Count > 0)
        {
            var at = Pick(ready.Count);
            var (work, state) = ready[at];
            ready[at] = ready[^1];
            ready.RemoveAt(ready.Count - 1);
            work(state);
            return;
        }
        Timer? next = null;
        foreach (var timer in timers)
            if (timer.Due is not null && (next is null || timer.Due < next.Due)) next = timer;
        if (next is null) throw new InvalidOperationException("The simulation waits for something that never happens.");
        if (next.Due > Now) Now = next.Due.Value;
        next.Fire();
    }

    internal sealed class VirtualTime(World world) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => world.Now;

        public override long GetTimestamp() => world.Now.UtcTicks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new Timer(world, callback, state);
            timer.Change(dueTime, period);
            world.timers.Add(timer);
            return timer;
        }
    }

    sealed class Timer(World world, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset? Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (period != Timeout.InfiniteTimeSpan) throw new NotSupportedException("Nothing repeats in the simulation.");
            Due = dueTime == Timeout.InfiniteTimeSpan ? null : world.Now + dueTime;
            return true;
        }

        public void Fire()
        {
            Due = null;
            callback(state);
        }

        public void Dispose() => world.timers.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

/// <summary>A fault that was injected.</summary>
readonly record struct Injected(int Number, DateTimeOffset At, string What, string Where);

/// <summary>SplitMix64: the same seed gives the same bytes on every machine.</summary>
sealed class SeededDice(ulong seed) : Dice
{
    ulong state = seed;

    public override void Fill(Span<byte> bytes)
    {
        for (var i = 0; i < bytes.Length; i += 8)
        {
            var z = state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            z ^= z >> 31;
            for (var b = 0; b < 8 && i + b < bytes.Length; b++) bytes[i + b] = (byte)(z >> (8 * b));
        }
    }
}
