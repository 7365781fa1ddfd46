using MomentOfTruth.Domain.Text;

namespace MomentOfTruth.Domain.Companies;

/// <summary>The company that journeys are with. One that a customer named is unverified until it has been checked.</summary>
public sealed class Company
{
    public const int DefaultQuietDays = 30, FewestQuietDays = 7, MostQuietDays = 365;

    public const int MostContactDays = 3650, MostTextMonths = 120;

    private Company()
    {
    }

    /// <param name="slug">Unique; letters and digits of any script and dashes.</param>
    /// <param name="timeZoneId">An IANA zone; the company's days are its days.</param>
    public Company(string slug, string name, string timeZoneId, string? koreanName = null, bool isVerified = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(slug);
        Id = Guid.CreateVersion7();
        Slug = slug == Naming.SlugOf(slug) ? slug : throw new ArgumentException("Not a slug.", nameof(slug));
        Name = StoredText.RequiredName(name, Naming.MaxName);
        KoreanName = StoredText.OptionalName(koreanName, Naming.MaxName);
        NameKey = Naming.KeyOf(Name);
        KoreanNameKey = KoreanName is null ? null : Naming.KeyOf(KoreanName);
        SearchKey = NameSearch.KeyOf(Name, KoreanName);
        MoveTo(timeZoneId);
        IsVerified = isVerified;
    }

    public Guid Id { get; private set; }

    public string Slug { get; private set; } = "";

    public string Name { get; private set; } = "";

    public string? KoreanName { get; private set; }

    public string NameKey { get; private set; } = "";

    public string? KoreanNameKey { get; private set; }

    /// <summary>By what people find it while they type, see <see cref="NameSearch"/>.</summary>
    public string SearchKey { get; private set; } = "";

    public string TimeZoneId { get; private set; } = "";

    public bool IsVerified { get; private set; }

    /// <summary>
    /// The company's host on the web as an administrator or the operator has checked it: who reads mail there is of the company. Null if
    /// nobody has.
    /// </summary>
    public string? CheckedHost { get; private set; }

    /// <summary>Since when it takes no new journeys and is offered to nobody; null while it does.</summary>
    public DateTime? ArchivedAtUtc { get; private set; }

    public bool IsArchived => ArchivedAtUtc is not null;

    /// <summary>
    /// The company that stands in its place: all that was told of this one is told of that one, its names and its address lead there.
    /// </summary>
    public Guid? MergedIntoId { get; private set; }

    /// <summary>Whether a moderator keeps the name out of what strangers find.</summary>
    public bool IsHidden { get; private set; }

    /// <summary>An open journey that nobody touched for so many days finishes by itself.</summary>
    public int QuietDays { get; private set; } = DefaultQuietDays;

    /// <summary>So many days after a case is closed, the customer's address is deleted; null if it stays.</summary>
    public int? ContactDays { get; private set; }

    /// <summary>
    /// So many months after a journey finished, its texts and photos are deleted and its scores stay; null if all stays.
    /// </summary>
    public int? TextMonths { get; private set; }

    /// <summary>The sites that may show the company's form in a frame, one a line; null if there are none.</summary>
    public string? EmbeddingSites { get; private set; }

    /// <summary>The company is what it is called, as somebody has checked.</summary>
    /// <param name="host">Its host on the web, if that was checked too; otherwise what was known stays.</param>
    public void Verify(WebHost? host)
    {
        IsVerified = true;
        CheckedHost = host?.ToString() ?? CheckedHost;
    }

    /// <summary>Whether its people get in only with a passkey, a second factor or the identity provider.</summary>
    public bool RequiresSecondFactor { get; private set; }

    /// <summary>Asks the company's people for more than a password, or lets a password do.</summary>
    public void RequireSecondFactor(bool isRequired) => RequiresSecondFactor = isRequired;

    /// <summary>Keeps the name out of what strangers find, or lets it be found again. Its own pages stay where they are.</summary>
    public void Hide(bool isHidden) => IsHidden = isHidden;

    /// <summary>Says whether an administrator has checked who the company is.</summary>
    public void Verify(bool isVerified) => IsVerified = isVerified;

    /// <summary>Gives it another name in either language. Its address stays.</summary>
    public void Rename(string name, string? koreanName)
    {
        (Name, KoreanName) = (StoredText.RequiredName(name, Naming.MaxName), StoredText.OptionalName(koreanName, Naming.MaxName));
        (NameKey, KoreanNameKey) = (Naming.KeyOf(Name), KoreanName is null ? null : Naming.KeyOf(KoreanName));
        SearchKey = NameSearch.KeyOf(Name, KoreanName);
    }

    /// <summary>Takes no new journeys from now on, or null for taking them again. Its people go on reading.</summary>
    public void Archive(DateTime? atUtc) => ArchivedAtUtc = atUtc;

    /// <summary>Lets another company stand in its place; null for itself again.</summary>
    public void MergeInto(Company? other) => MergedIntoId = other switch
    {
        null => null,
        { MergedIntoId: null } when other.Id != Id => other.Id,
        _ => throw new ArgumentException("A company is merged into another one that stands for itself.", nameof(other)),
    };

    /// <summary>Sets after how many days without a touch an open journey finishes by itself.</summary>
    public void WaitFor(int quietDays)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(quietDays, FewestQuietDays);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quietDays, MostQuietDays);
        QuietDays = quietDays;
    }

    /// <summary>Sets how long what customers wrote is kept.</summary>
    /// <param name="contactDays">From the closing of the case; null for ever.</param>
    /// <param name="textMonths">From the end of the journey; null for ever.</param>
    public void KeepFor(int? contactDays, int? textMonths)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(contactDays ?? 1, 1, nameof(contactDays));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(contactDays ?? 1, MostContactDays, nameof(contactDays));
        ArgumentOutOfRangeException.ThrowIfLessThan(textMonths ?? 1, 1, nameof(textMonths));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(textMonths ?? 1, MostTextMonths, nameof(textMonths));
        (ContactDays, TextMonths) = (contactDays, textMonths);
    }

    /// <summary>
    /// Says where the company is. The days that customers told stay as they were told; what is today, and every time of day, follows.
    /// </summary>
    /// <param name="timeZoneId">An IANA zone.</param>
    public void MoveTo(string timeZoneId) => TimeZoneId = TimeZoneInfo.FindSystemTimeZoneById(timeZoneId).Id;

    /// <summary>Replaces the sites that may show the company's form in a frame.</summary>
    public void AllowEmbedding(IReadOnlyCollection<SiteOrigin> sites)
    {
        var distinct = sites.Distinct().ToList();
        ArgumentOutOfRangeException.ThrowIfGreaterThan(distinct.Count, SiteOrigin.MaxSites, nameof(sites));
        EmbeddingSites = distinct.Count == 0 ? null : string.Join('\n', distinct);
    }
}
