namespace MomentOfTruth.Domain.Measures;

/// <summary>A stretch of days, its first and its last among them.</summary>
public readonly record struct Period(DateOnly From, DateOnly To)
{
    public int Days => To.DayNumber - From.DayNumber + 1;

    /// <summary>The same number of days, up to the day before this period: what its numbers are compared with.</summary>
    public Period Before => new(From.AddDays(-Days), From.AddDays(-1));
}
