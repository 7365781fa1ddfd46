namespace MomentOfTruth.Web.Features.Photos;

/// <summary>A photo in a form: which, and what was typed of what it shows. Whether it is there at all, only the store knows.</summary>
public sealed class PhotoInput
{
    public string? Id { get; set; }

    public string? Alt { get; set; }

    /// <summary>Null for what cannot be one.</summary>
    public static Guid? IdOf(string? typed) => Guid.TryParseExact(typed, "D", out var id) ? id : null;
}
