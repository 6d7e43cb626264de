namespace ChuanKhuy.Bench;

/// <summary>The machine's clock, moved on by hand: who waits a moment really waits, and nobody has to wait for days.</summary>
sealed class MovedClock : TimeProvider
{
    TimeSpan ahead;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;

    public void MoveTo(DateTimeOffset at) => ahead = at - base.GetUtcNow();
}
