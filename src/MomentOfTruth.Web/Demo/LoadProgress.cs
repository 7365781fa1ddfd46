namespace MomentOfTruth.Web.Demo;

/// <summary>How far the inventing has come.</summary>
/// <param name="Added">Journeys written by this run.</param>
/// <param name="ToAdd">Journeys that this run will have written at its end.</param>
public sealed record LoadProgress(long Added, long ToAdd, TimeSpan Elapsed)
{
    public double PerSecond => Added / Math.Max(Elapsed.TotalSeconds, 0.001);

    public TimeSpan Left => Added == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds((ToAdd - Added) / PerSecond);
}
