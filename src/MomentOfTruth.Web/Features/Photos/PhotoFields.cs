namespace MomentOfTruth.Web.Features.Photos;

/// <summary>What <c>_PhotoFields</c> draws: the photos of one moment in a form, and where to add more.</summary>
/// <param name="Name">The name of the moment's fields in the form, without the last part.</param>
/// <param name="Position">Of the moment, from 1.</param>
/// <param name="Held">All that the form may name; a photo that is not among them is not drawn.</param>
/// <param name="Address">Under which they are shown; null while there is none.</param>
/// <param name="Draft">The key of the form's draft, if it has one.</param>
public sealed record PhotoFields(
    string Name, int Position, IReadOnlyList<PhotoInput> Photos, IReadOnlyDictionary<Guid, HeldPhoto> Held, string? Address, string? Draft = null)
{
    /// <summary>The last parts of the names of its fields.</summary>
    public const string Files = "Files", List = "Photos";

    /// <summary>The values of its buttons, before the colon: takes in what was chosen; removes the photo that follows.</summary>
    public const string Take = "photos", Remove = "remove-photo";

    /// <summary>A field that asks for these fields alone, drawn anew, in place of the whole page.</summary>
    public const string Part = "part";
}
