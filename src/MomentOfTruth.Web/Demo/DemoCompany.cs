using MomentOfTruth.Domain.Companies;

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

/// <summary>A touchpoint of an invented company, and how well it does.</summary>
/// <param name="Mean">The usual score at the end of the year, zeros apart.</param>
/// <param name="MeanGain">How much of it was gained, or lost, over the year.</param>
/// <param name="ZeroRate">The share of zeros at the end of the year.</param>
/// <param name="ZeroRateBefore">The share of zeros a year earlier.</param>
public sealed record DemoTouchpoint(DemoWords Name, Channel Channel, double Mean, double MeanGain, double ZeroRate, double ZeroRateBefore)
{
    /// <summary>What customers say after a score of 0 to 3.</summary>
    public required IReadOnlyList<DemoWords> Complaints { get; init; }

    /// <summary>What customers say after a 9 or 10.</summary>
    public required IReadOnlyList<DemoWords> Praise { get; init; }

    public double MeanAt(double yearShare) => Mean - (MeanGain * (1 - yearShare));

    public double ZeroRateAt(double yearShare) => ZeroRateBefore + ((ZeroRate - ZeroRateBefore) * yearShare);
}

/// <summary>A product or a competitor with its name and weight; a product also with its factor on the share of zeros.</summary>
public sealed record DemoShare(string? Name, double Weight, double ZeroFactor = 1);

/// <summary>A contact on the usual way through a company, and how many customers have it.</summary>
/// <param name="Touchpoint">The English name of one of the company's touchpoints.</param>
public sealed record DemoStep(string Touchpoint, double Share);

/// <summary>A person of the demo. The password is known only when it has just been given, or in Development.</summary>
public sealed record DemoSignIn(string Email, string May, string? Password);
