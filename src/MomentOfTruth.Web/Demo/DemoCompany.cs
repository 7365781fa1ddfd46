namespace MomentOfTruth.Web.Demo;

/// <summary>An invented company: what a year of its customers' journeys is drawn from.</summary>
public sealed record DemoCompany(string Slug, DemoWords Name, int JourneysPerYear, int LongestDays)
{
    public const string TimeZoneId = "Asia/Seoul";

    public required IReadOnlyList<DemoTouchpoint> Touchpoints { get; init; }

    /// <summary>In the order in which customers meet them; a touchpoint may come twice.</summary>
    public required IReadOnlyList<DemoStep> Steps { get; init; }

    public required IReadOnlyList<DemoShare> Products { get; init; }

    public required IReadOnlyList<DemoShare> Competitors { get; init; }

    public required IReadOnlyList<DemoWords> BadTitles { get; init; }

    public required IReadOnlyList<DemoWords> GoodTitles { get; init; }
}
