using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Intake;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Photos;

/// <summary>
/// Takes in the photos that come with a form of moments: at once, whatever button was pressed, so that nothing is lost when the form is
/// drawn anew. What is refused is said beside the field, with the file's name and the reason; the others are kept.
/// </summary>
public sealed class PhotoIntake(PhotoMaker maker, PhotoWriter log, PhotoQuery photos, HourlyQuotas quotas, IStringLocalizer<PhotoText> text)
{
    private const int MaxHeld = Journey.MaxMoments * Photo.MaxOfMoment;

    /// <summary>Whether the form brings files, good or bad. A field for files in which none was chosen sends one without a name.</summary>
    public static bool HasFiles(HttpRequest request)
    {
        return request.HasFormContentType && request.Form.Files.Any(IsChosen);
    }

    /// <summary>The photo that a button says to remove; null for every other button.</summary>
    public static Guid? RemovedBy(string? button) =>
        button?.Split(':') is [PhotoFields.Remove, var id] ? PhotoInput.IdOf(id) : null;

    /// <summary>The position of the moment whose fields alone were asked for; null if the whole page was.</summary>
    public static int? PartAskedFor(HttpRequest request, string? button)
    {
        return request.HasFormContentType && request.Form.ContainsKey(PhotoFields.Part)
            && button?.Split(':') is [PhotoFields.Take, var number] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? position
            : null;
    }

    /// <summary>Takes them in for these moments, and gives all that the form may name from now on. Photos that it named and may not are dropped from it.</summary>
    /// <param name="moments">With the names of their fields and their positions.</param>
    public async Task<IReadOnlyDictionary<Guid, PendingPhoto>> TakeAsync(
        HttpRequest request, PhotoOwner holder, IReadOnlyCollection<(string Name, int Position, MomentInput Moment)> moments,
        ModelStateDictionary errors, CancellationToken cancellationToken)
    {
        var held = new Dictionary<Guid, PendingPhoto>(await photos.HeldAsync(holder, cancellationToken));
        KeepOnly(held, moments.Select(m => m.Moment));
        foreach (var (name, position, moment) in HasFiles(request) ? moments : [])
        {
            var field = $"{name}.{PhotoFields.Files}";
            foreach (var file in request.Form.Files.GetFiles(field).Where(IsChosen))
            {
                var refusal = moment.Photos.Count >= Photo.MaxOfMoment || held.Count >= MaxHeld ? PhotoRefusal.TooMany
                    : quotas.Photos.Refusal(Limits.Address(request.HttpContext)) is null ? await TakeAsync(file, holder, moment, held, cancellationToken)
                    : PhotoRefusal.TooOften;
                if (refusal is { } reason)
                {
                    errors.AddModelError(field, text["Refused." + reason, position, PhotoName.Of(file.FileName)]);
                }
            }
        }

        return held;
    }

    /// <summary>Removes a photo from the form, and at once from the store if no moment has it yet; gives the position of the moment it was at, if any.</summary>
    /// <param name="held">All that the form may name, from which moments name none but these.</param>
    public async Task<int?> RemoveAsync(
        PhotoOwner holder, Guid photoId, IReadOnlyDictionary<Guid, PendingPhoto> held, IEnumerable<(string Name, int Position, MomentInput Moment)> moments,
        CancellationToken cancellationToken)
    {
        var id = held.TryGetValue(photoId, out var photo) ? photo.Id : photoId;
        await log.DropAsync(holder, id, cancellationToken);
        var places = moments.Where(m => m.Moment.Photos.RemoveAll(p => PhotoInput.IdOf(p.Id) == id) > 0).Select(m => (int?)m.Position).ToList();
        return places.FirstOrDefault();
    }

    /// <summary>Drops from the moments what they may not name, what they name twice, and what is too many.</summary>
    public static void KeepOnly(IReadOnlyDictionary<Guid, PendingPhoto> held, IEnumerable<MomentInput> moments)
    {
        var seen = new HashSet<Guid>();
        foreach (var moment in moments)
        {
            moment.Photos.RemoveAll(p => PhotoInput.IdOf(p.Id) is not { } id || !held.TryGetValue(id, out var photo) || !seen.Add(photo.Id));
            moment.Photos.ForEach(p => p.Id = held[PhotoInput.IdOf(p.Id)!.Value].Id.ToString());
            moment.Photos.RemoveRange(Math.Min(moment.Photos.Count, Photo.MaxOfMoment), Math.Max(0, moment.Photos.Count - Photo.MaxOfMoment));
        }
    }

    private async Task<PhotoRefusal?> TakeAsync(
        IFormFile file, PhotoOwner holder, MomentInput moment, Dictionary<Guid, PendingPhoto> held, CancellationToken cancellationToken)
    {
        await using var content = file.OpenReadStream();
        var (made, refusal) = await maker.MakeAsync(content, file.Length, cancellationToken);
        if (made is not null)
        {
            var id = await log.LockAsync(holder, made, cancellationToken);
            held[id] = new PendingPhoto(id, made.Size);
            moment.Photos.Add(new PhotoInput { Id = id.ToString() });
        }

        return refusal;
    }

    private static bool IsChosen(IFormFile file) => file.Length > 0 || !string.IsNullOrEmpty(file.FileName);
}

/// <summary>A photo in a form: which, and what was typed of what it shows. Whether it is there at all, only the store knows.</summary>
public sealed class PhotoInput
{
    public string? Id { get; set; }

    public string? Alt { get; set; }

    /// <summary>Null for what cannot be one.</summary>
    public static Guid? IdOf(string? typed) => Guid.TryParseExact(typed, "D", out var id) ? id : null;
}

/// <summary>What <c>_PhotoFields</c> draws: the photos of one moment in a form, and where to add more.</summary>
/// <param name="Name">The name of the moment's fields in the form, without the last part.</param>
/// <param name="Position">Of the moment, from 1.</param>
/// <param name="Held">All that the form may name; a photo that is not among them is not drawn.</param>
/// <param name="Address">Under which they are shown; null while there is none.</param>
/// <param name="Draft">The key of the form's draft, if it has one.</param>
public sealed record PhotoFields(
    string Name, int Position, IReadOnlyList<PhotoInput> Photos, IReadOnlyDictionary<Guid, PendingPhoto> Held, string? Address, string? Draft = null)
{
    /// <summary>The last parts of the names of its fields.</summary>
    public const string Files = "Files", List = "Photos";

    /// <summary>The values of its buttons, before the colon: takes in what was chosen; removes the photo that follows.</summary>
    public const string Take = "photos", Remove = "remove-photo";

    /// <summary>A field that asks for these fields alone, drawn anew, in place of the whole page.</summary>
    public const string Part = "part";
}

/// <summary>The name of a file that somebody sent, to be said in a message and used for nothing else.</summary>
public static class PhotoName
{
    private const int MaxLetters = 40;

    /// <summary>Without folders and without what cannot be seen or turns the letters after it round; its beginning, if it is long.</summary>
    public static string Of(string? sent)
    {
        var name = (sent ?? "").Split('/', '\\')[^1];
        var letters = string.Concat(name.EnumerateRunes().Where(IsSeen).Take(MaxLetters + 1).Select(rune => rune.ToString())).Trim();
        return letters.Length == 0 ? "?" : letters.EnumerateRunes().Count() > MaxLetters ? string.Concat(letters.EnumerateRunes().Take(MaxLetters)) + "…" : letters;
    }

    private static bool IsSeen(System.Text.Rune rune) => System.Text.Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
