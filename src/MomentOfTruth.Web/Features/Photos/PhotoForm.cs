using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Photos;

/// <summary>
/// Stores the photos that come with a form of moments at once, whatever button was pressed, so that none is lost when the form is rendered
/// again. A refused file gets a message beside the field, with its name and the reason; the others are kept.
/// </summary>
public sealed class PhotoIntake(
    PhotoMaker maker, PhotoWriter writer, PhotoQuery photos, UnsentRoom room, HourlyQuotas quotas, IStringLocalizer<PhotoText> text)
{
    private const int MaxPending = Journey.MaxMoments * Photo.MaxOfMoment;

    /// <summary>Whether the form has files, good or bad. A file field in which none was chosen sends an empty one without a name.</summary>
    public static bool HasFiles(HttpRequest request)
    {
        return request.HasFormContentType && request.Form.Files.Any(IsChosen);
    }

    /// <summary>The photo that a button removes; null for every other button.</summary>
    public static Guid? RemovedBy(string? button) =>
        button?.Split(':') is [PhotoFields.Remove, var id] ? PhotoInput.IdOf(id) : null;

    /// <summary>The position of the moment of which only the photo fields were asked for; null if the whole page was.</summary>
    public static int? PartAskedFor(HttpRequest request, string? button)
    {
        return request.HasFormContentType && request.Form.ContainsKey(PhotoFields.Part)
            && button?.Split(':') is [PhotoFields.Take, var number]
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? position
            : null;
    }

    /// <summary>
    /// Stores the new photos of these moments, and returns all photos that the form may name from now on. Others that it named are removed
    /// from it.
    /// </summary>
    public async Task<IReadOnlyDictionary<Guid, PendingPhoto>> TakeAsync(
        HttpRequest request, PhotoOwner owner, IReadOnlyCollection<MomentPhotos> moments,
        ModelStateDictionary errors, CancellationToken cancellationToken)
    {
        var pending = new Dictionary<Guid, PendingPhoto>(await photos.PendingAsync(owner, cancellationToken));
        KeepOnly(pending, moments);
        foreach (var moment in HasFiles(request) ? moments : [])
        {
            var field = $"{moment.Name}.{PhotoFields.Files}";
            foreach (var file in request.Form.Files.GetFiles(field).Where(IsChosen))
            {
                var refusal = moment.Photos.Count >= Photo.MaxOfMoment || pending.Count >= MaxPending ? PhotoRefusal.TooMany
                    : quotas.Photos.Refusal(Limits.Address(request.HttpContext)) is not null ? PhotoRefusal.TooOften
                    : await TakeAsync(file, Limits.Address(request.HttpContext), owner, moment, pending, cancellationToken);
                if (refusal is { } reason)
                {
                    errors.AddModelError(field, text["Refused." + reason, moment.Position, PhotoName.Of(file.FileName)]);
                }
            }
        }

        return pending;
    }

    /// <summary>
    /// Removes a photo from the form, and from the store if no stored moment has it yet. Returns the position of the moment that showed it,
    /// if any.
    /// </summary>
    /// <param name="pending">All photos that the form may name.</param>
    public async Task<int?> RemoveAsync(
        PhotoOwner owner, Guid photoId, IReadOnlyDictionary<Guid, PendingPhoto> pending, IEnumerable<MomentPhotos> moments,
        CancellationToken cancellationToken)
    {
        var id = pending.TryGetValue(photoId, out var photo) ? photo.Id : photoId;
        await writer.DropAsync(owner, id, cancellationToken);
        var places = moments.Where(m => m.Photos.RemoveAll(p => PhotoInput.IdOf(p.Id) == id) > 0).Select(m => (int?)m.Position).ToList();
        return places.FirstOrDefault();
    }

    /// <summary>Removes from the moments the photos that they may not name, that they name twice, and that are too many.</summary>
    public static void KeepOnly(IReadOnlyDictionary<Guid, PendingPhoto> pending, IEnumerable<MomentPhotos> moments)
    {
        var seen = new HashSet<Guid>();
        foreach (var (_, _, photos) in moments)
        {
            photos.RemoveAll(p => PhotoInput.IdOf(p.Id) is not { } id || !pending.TryGetValue(id, out var photo) || !seen.Add(photo.Id));
            photos.ForEach(p => p.Id = pending[PhotoInput.IdOf(p.Id)!.Value].Id.ToString());
            photos.RemoveRange(Math.Min(photos.Count, Photo.MaxOfMoment), Math.Max(0, photos.Count - Photo.MaxOfMoment));
        }
    }

    private async Task<PhotoRefusal?> TakeAsync(
        IFormFile file, string sender, PhotoOwner owner, MomentPhotos moment, Dictionary<Guid, PendingPhoto> pending,
        CancellationToken cancellationToken)
    {
        await using var content = file.OpenReadStream();
        var (made, refusal) = await maker.MakeAsync(content, file.Length, sender, cancellationToken);
        if (made is not null && moment.Name == PhotoFields.KeptOnDevice
            && await writer.HasAsync(owner, [.. moment.Photos.Select(p => PhotoInput.IdOf(p.Id)).OfType<Guid>()], made, cancellationToken))
        {
            // Sent again, because nobody heard that it had arrived.
            return null;
        }

        if (made is not null)
        {
            if (await room.TakeAsync(sender, made.Bytes, cancellationToken) is { } full)
            {
                return full.Wait is null ? PhotoRefusal.NoRoom : PhotoRefusal.TooOften;
            }

            var id = await writer.AddAsync(owner, made, cancellationToken);
            pending[id] = new PendingPhoto(id, made.Size);
            moment.Photos.Add(new PhotoInput { Id = id.ToString() });
        }

        return refusal;
    }

    private static bool IsChosen(IFormFile file) => file.Length > 0 || !string.IsNullOrEmpty(file.FileName);
}

/// <summary>The photos that a form names for one moment.</summary>
/// <param name="Name">The name of the moment in the form.</param>
/// <param name="Position">Position of the moment, from 1.</param>
public readonly record struct MomentPhotos(string Name, int Position, List<PhotoInput> Photos);

/// <summary>A photo as a form posts it: its id, and the typed description. Only the store knows whether there is such a photo.</summary>
public sealed class PhotoInput
{
    public string? Id { get; set; }

    public string? Alt { get; set; }

    /// <summary>Returns null if the text is not an id.</summary>
    public static Guid? IdOf(string? typed) => Guid.TryParseExact(typed, "D", out var id) ? id : null;
}

/// <summary>What <c>_PhotoFields</c> draws: the photos of one moment in a form, and where to add more.</summary>
/// <param name="Name">The name of the moment in the form.</param>
/// <param name="Position">Position of the moment, from 1.</param>
/// <param name="Pending">All photos that the form may name; others are not drawn.</param>
/// <param name="Address">The beginning of the photos' addresses; null while there is none.</param>
/// <param name="Draft">The key of the form's draft, if it has one.</param>
public sealed record PhotoFields(
    string Name, int Position, IReadOnlyList<PhotoInput> Photos, IReadOnlyDictionary<Guid, PendingPhoto> Pending, string? Address,
    string? Draft = null)
{
    /// <summary>The named photos that there are, in their order.</summary>
    public IReadOnlyList<(PhotoInput Input, PendingPhoto Photo)> Shown =>
    [
        .. Photos.Select(input => (input, Id: PhotoInput.IdOf(input.Id)))
            .Where(p => p.Id is { } id && Pending.ContainsKey(id))
            .Select(p => (p.input, Pending[p.Id!.Value])),
    ];

    public bool IsFull => Shown.Count >= Photo.MaxOfMoment;

    /// <summary>The last parts of the names of its fields.</summary>
    public const string Files = "Files", List = "Photos";

    /// <summary>The values of its buttons, before the colon: adds the chosen files; removes the photo whose id follows.</summary>
    public const string Take = "photos", Remove = "remove-photo";

    /// <summary>The name before the files of a photo that was kept on a device.</summary>
    public const string KeptOnDevice = "Kept";

    /// <summary>A field that asks for these fields alone instead of the whole page.</summary>
    public const string Part = "part";
}

/// <summary>The name of an uploaded file, for messages only.</summary>
public static class PhotoName
{
    private const int MaxLetters = 40;

    /// <summary>
    /// Without folders, invisible characters and those that reverse the text after them; only the beginning of a long name.
    /// </summary>
    public static string Of(string? sent)
    {
        var name = (sent ?? "").Split('/', '\\')[^1];
        var letters = string.Concat(name.EnumerateRunes().Where(IsSeen).Take(MaxLetters + 1).Select(rune => rune.ToString())).Trim();
        return letters.Length == 0 ? "?"
            : letters.EnumerateRunes().Count() > MaxLetters ? string.Concat(letters.EnumerateRunes().Take(MaxLetters)) + "…"
            : letters;
    }

    private static bool IsSeen(System.Text.Rune rune) => System.Text.Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
