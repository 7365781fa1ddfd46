using System.ComponentModel.DataAnnotations;

namespace MomentOfTruth.Web.Http;

/// <summary>How often one address may do what can be abused.</summary>
public sealed class LimitOptions
{
    public const string Section = "Limits";

    [Range(1, int.MaxValue)]
    public int JourneysPerHour { get; set; } = 30;

    [Range(1, int.MaxValue)]
    public int AnswersPerHour { get; set; } = 30;

    [Range(1, int.MaxValue)]
    public int CodesPerTenMinutes { get; set; } = 20;

    [Range(1, int.MaxValue)]
    public int SignInsPerTenMinutes { get; set; } = 20;
}
