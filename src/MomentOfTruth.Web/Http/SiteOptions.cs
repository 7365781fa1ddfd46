namespace MomentOfTruth.Web.Http;

/// <summary>Where people find this installation.</summary>
public sealed class SiteOptions
{
    public const string Section = "Site", Wrong = "Site:BaseAddress must be an address like https://feedback.example.com, without a path.";

    /// <summary>Where links in mails lead; null where no mail is sent.</summary>
    public string? BaseAddress { get; set; }

    public bool IsGood => BaseAddress is null
        || (Uri.TryCreate(BaseAddress, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.PathAndQuery == "/" && address.Fragment.Length == 0);
}
