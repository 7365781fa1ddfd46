namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>How the values of other companies spread, without telling whose they are.</summary>
/// <param name="Others">How many companies.</param>
/// <param name="Below">How many of them have less than the own value.</param>
public sealed record Spread(double Lowest, double LowerQuartile, double Median, double UpperQuartile, double Highest, int Others, int Below)
{
    public static Spread Of(IEnumerable<double> values, double own)
    {
        var sorted = values.Order().ToList();
        return new Spread(sorted[0], At(sorted, 0.25), At(sorted, 0.5), At(sorted, 0.75), sorted[^1], sorted.Count, sorted.Count(v => v < own));
    }

    // Between the two values on either side, as spreadsheets do.
    private static double At(List<double> sorted, double share)
    {
        var place = share * (sorted.Count - 1);
        var below = (int)place;
        return below + 1 == sorted.Count ? sorted[below] : sorted[below] + ((place - below) * (sorted[below + 1] - sorted[below]));
    }
}
