using System.ComponentModel.DataAnnotations;

namespace MomentOfTruth.Web.Site;

/// <summary>The numbers of <see cref="Limits"/>. Each counts what one network address does, unless it says otherwise.</summary>
public sealed class LimitOptions
{
    public const string Section = "Limits";

    /// <summary>Journeys that are sent.</summary>
    [Range(1, int.MaxValue)]
    public int JourneysPerHour { get; set; } = 30;

    /// <summary>Journeys to one company, from all addresses together.</summary>
    [Range(1, int.MaxValue)]
    public int CompanyJourneysPerHour { get; set; } = 1000;

    /// <summary>Posts of the log form, automatic saving included. Generous, because a whole train may share one address.</summary>
    [Range(1, int.MaxValue)]
    public int FormPostsPerTenMinutes { get; set; } = 3000;

    /// <summary>Searches while people type a company's name. Nobody reaches it by typing; a whole train may share one address.</summary>
    [Range(1, int.MaxValue)]
    public int SuggestionsPerTenMinutes { get; set; } = 6000;

    /// <summary>Changes to journeys that were sent, added photos included.</summary>
    [Range(1, int.MaxValue)]
    public int ChangesPerTenMinutes { get; set; } = 1000;

    /// <summary>New drafts. An existing draft is saved as often as <see cref="FormPostsPerTenMinutes"/> allows.</summary>
    [Range(1, int.MaxValue)]
    public int DraftsPerHour { get; set; } = 300;

    /// <summary>
    /// Megabytes of drafts and photos that are stored. The largest journey has five hundred photos of some 400 kilobytes.
    /// </summary>
    [Range(1, 1_000_000)]
    public int UnsentMegabytesPerHour { get; set; } = 400;

    /// <summary>
    /// Megabytes of all drafts and photos that are not sent, from all addresses together. Small drafts may use a quarter more.
    /// </summary>
    [Range(1, 1_000_000)]
    public int UnsentMegabytes { get; set; } = 4000;

    /// <summary>
    /// Megabytes of words that are worked on at once. They are in memory, some six times: as they are sent, read, stored and shown again.
    /// </summary>
    [Range(7, 1_000_000)]
    public int WordMegabytesAtOnce { get; set; } = 14;

    /// <summary>The same of all addresses together.</summary>
    [Range(7, 1_000_000)]
    public int AllWordMegabytesAtOnce { get; set; } = 28;

    /// <summary>Megabytes of forms with files that are worked on at once. The files are on the disk.</summary>
    [Range(60, 1_000_000)]
    public int FileMegabytesAtOnce { get; set; } = 200;

    /// <summary>The same of all addresses together.</summary>
    [Range(60, 1_000_000)]
    public int AllFileMegabytesAtOnce { get; set; } = 2000;

    /// <summary>A form that is sent sooner than this after it was first shown asks to press the button once more. 0 never asks.</summary>
    [Range(0, 60)]
    public int SecondsToFillIn { get; set; } = 3;

    /// <summary>Answers of customers to the replies of companies.</summary>
    [Range(1, int.MaxValue)]
    public int AnswersPerHour { get; set; } = 30;

    /// <summary>Receipt codes that are tried and open nothing.</summary>
    [Range(1, int.MaxValue)]
    public int CodesPerTenMinutes { get; set; } = 20;

    /// <summary>Sign-ins in browsers in which the person has not signed in before, for all nodes together.</summary>
    [Range(1, int.MaxValue)]
    public int SignInsPerTenMinutes { get; set; } = 20;

    /// <summary>Photos. The largest journey has five hundred.</summary>
    [Range(1, int.MaxValue)]
    public int PhotosPerHour { get; set; } = 600;

    /// <summary>Reports of published journeys.</summary>
    [Range(1, int.MaxValue)]
    public int ReportsPerHour { get; set; } = 10;

    /// <summary>Mails about accounts that are requested, to any mailbox.</summary>
    [Range(1, int.MaxValue)]
    public int MailsPerHour { get; set; } = 20;

    /// <summary>Mailed invitations of one company, from all its owners together.</summary>
    [Range(1, int.MaxValue)]
    public int InvitationsPerHour { get; set; } = 50;

    /// <summary>Mails of one kind to one mailbox, from all addresses together.</summary>
    [Range(1, int.MaxValue)]
    public int MailsToOneAddressPerHour { get; set; } = 3;
}
