using System.ComponentModel.DataAnnotations;

namespace MomentOfTruth.Web.Http;

/// <summary>How often one address, and how often all together, may do what can be abused.</summary>
public sealed class LimitOptions
{
    public const string Section = "Limits";

    [Range(1, int.MaxValue)]
    public int JourneysPerHour { get; set; } = 30;

    /// <summary>Of one company, from all addresses together.</summary>
    [Range(1, int.MaxValue)]
    public int CompanyJourneysPerHour { get; set; } = 1000;

    /// <summary>Of the log form's posts, autosaving included: a whole train may share one address.</summary>
    [Range(1, int.MaxValue)]
    public int FormPostsPerTenMinutes { get; set; } = 3000;

    /// <summary>Of changes to journeys that were sent, photos that are added to them included.</summary>
    [Range(1, int.MaxValue)]
    public int ChangesPerTenMinutes { get; set; } = 1000;

    /// <summary>New ones: one that is there is saved as often as <see cref="FormPostsPerTenMinutes"/> lets it.</summary>
    [Range(1, int.MaxValue)]
    public int DraftsPerHour { get; set; } = 300;

    /// <summary>Whoever sends a form sooner after it was first drawn is asked once more.</summary>
    [Range(0, 60)]
    public int SecondsToFillIn { get; set; } = 3;

    [Range(1, int.MaxValue)]
    public int AnswersPerHour { get; set; } = 30;

    [Range(1, int.MaxValue)]
    public int CodesPerTenMinutes { get; set; } = 20;

    [Range(1, int.MaxValue)]
    public int SignInsPerTenMinutes { get; set; } = 20;

    /// <summary>The largest journey brings five hundred.</summary>
    [Range(1, int.MaxValue)]
    public int PhotosPerHour { get; set; } = 600;

    [Range(1, int.MaxValue)]
    public int ReportsPerHour { get; set; } = 10;

    /// <summary>Of mails about accounts, whoever they go to.</summary>
    [Range(1, int.MaxValue)]
    public int MailsPerHour { get; set; } = 20;

    /// <summary>Of mails of one kind to one mailbox, whoever asks for them.</summary>
    [Range(1, int.MaxValue)]
    public int MailsToOneAddressPerHour { get; set; } = 3;
}
