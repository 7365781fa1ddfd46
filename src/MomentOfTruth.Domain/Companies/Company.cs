using MomentOfTruth.Domain.Text;

namespace MomentOfTruth.Domain.Companies;

/// <summary>The company that journeys are with. One that a customer named is unverified until it has been checked.</summary>
public sealed class Company
{
    public const int DefaultQuietDays = 30, FewestQuietDays = 7, MostQuietDays = 365;

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
        MoveTo(timeZoneId);
        IsVerified = isVerified;
    }

    public Guid Id { get; private set; }

    public string Slug { get; private set; } = "";

    public string Name { get; private set; } = "";

    public string? KoreanName { get; private set; }

    public string NameKey { get; private set; } = "";

    public string? KoreanNameKey { get; private set; }

    public string TimeZoneId { get; private set; } = "";

    public bool IsVerified { get; private set; }

    /// <summary>Whether a moderator keeps the name out of what strangers find.</summary>
    public bool IsHidden { get; private set; }

    /// <summary>An open journey that nobody touched for so many days finishes by itself.</summary>
    public int QuietDays { get; private set; } = DefaultQuietDays;

    /// <summary>The sites that may show the company's form in a frame, one a line; null if there are none.</summary>
    public string? EmbeddingSites { get; private set; }

    /// <summary>Whether its people get in only with a passkey, a second factor or the identity provider.</summary>
    public bool RequiresSecondFactor { get; private set; }

    /// <summary>Asks the company's people for more than a password, or lets a password do.</summary>
    public void RequireSecondFactor(bool isRequired) => RequiresSecondFactor = isRequired;

    /// <summary>Keeps the name out of what strangers find, or lets it be found again. Its own pages stay where they are.</summary>
    public void Hide(bool isHidden) => IsHidden = isHidden;

    /// <summary>Sets after how many days without a touch an open journey finishes by itself.</summary>
    public void WaitFor(int quietDays)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(quietDays, FewestQuietDays);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quietDays, MostQuietDays);
        QuietDays = quietDays;
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
