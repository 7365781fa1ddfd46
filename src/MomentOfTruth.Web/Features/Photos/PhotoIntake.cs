using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Log;
using MomentOfTruth.Web.Http;
using MomentOfTruth.Web.Resources;

namespace MomentOfTruth.Web.Features.Photos;

/// <summary>
/// Takes in the photos that come with a form of moments: at once, whatever button was pressed, so that nothing is lost when the form is
/// drawn anew. What is refused is said beside the field, with the file's name and the reason; the others are kept.
/// </summary>
public sealed class PhotoIntake(PhotoMaker maker, PhotoLog log, PhotoQuery photos, HourlyQuotas quotas, IStringLocalizer<PhotoText> text)
{
    private const int MaxHeld = Journey.MaxMoments * Photo.MaxOfMoment;

    /// <summary>Whether the form brings files, good or bad. A field for files in which none was chosen sends one without a name.</summary>
    public static bool HasFiles(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.HasFormContentType && request.Form.Files.Any(IsChosen);
    }

    /// <summary>The photo that a button says to remove; null for every other button.</summary>
    public static Guid? RemovedBy(string? button) =>
        button?.Split(':') is [PhotoFields.Remove, var id] ? PhotoInput.IdOf(id) : null;

    /// <summary>The position of the moment whose fields alone were asked for; null if the whole page was.</summary>
    public static int? PartAskedFor(HttpRequest request, string? button)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.HasFormContentType && request.Form.ContainsKey(PhotoFields.Part)
            && button?.Split(':') is [PhotoFields.Take, var number] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? position
            : null;
    }

    /// <summary>Takes them in for these moments, and gives all that the form may name from now on. Photos that it named and may not are dropped from it.</summary>
    /// <param name="moments">With the names of their fields and their positions.</param>
    public async Task<IReadOnlyDictionary<Guid, HeldPhoto>> TakeAsync(
        HttpRequest request, PhotoHolder holder, IReadOnlyCollection<(string Name, int Position, MomentInput Moment)> moments,
        ModelStateDictionary errors, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(moments);
        ArgumentNullException.ThrowIfNull(errors);
        var held = new Dictionary<Guid, HeldPhoto>(await photos.HeldAsync(holder, cancellationToken));
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
        PhotoHolder holder, Guid photoId, IReadOnlyDictionary<Guid, HeldPhoto> held, IEnumerable<(string Name, int Position, MomentInput Moment)> moments,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(held);
        ArgumentNullException.ThrowIfNull(moments);
        var id = held.TryGetValue(photoId, out var photo) ? photo.Id : photoId;
        await log.DropAsync(holder, id, cancellationToken);
        var places = moments.Where(m => m.Moment.Photos.RemoveAll(p => PhotoInput.IdOf(p.Id) == id) > 0).Select(m => (int?)m.Position).ToList();
        return places.FirstOrDefault();
    }

    /// <summary>Drops from the moments what they may not name, what they name twice, and what is too many.</summary>
    public static void KeepOnly(IReadOnlyDictionary<Guid, HeldPhoto> held, IEnumerable<MomentInput> moments)
    {
        ArgumentNullException.ThrowIfNull(moments);
        var seen = new HashSet<Guid>();
        foreach (var moment in moments)
        {
            moment.Photos.RemoveAll(p => PhotoInput.IdOf(p.Id) is not { } id || !held.TryGetValue(id, out var photo) || !seen.Add(photo.Id));
            moment.Photos.ForEach(p => p.Id = held[PhotoInput.IdOf(p.Id)!.Value].Id.ToString());
            moment.Photos.RemoveRange(Math.Min(moment.Photos.Count, Photo.MaxOfMoment), Math.Max(0, moment.Photos.Count - Photo.MaxOfMoment));
        }
    }

    private async Task<PhotoRefusal?> TakeAsync(
        IFormFile file, PhotoHolder holder, MomentInput moment, Dictionary<Guid, HeldPhoto> held, CancellationToken cancellationToken)
    {
        await using var content = file.OpenReadStream();
        var (made, refusal) = await maker.MakeAsync(content, file.Length, cancellationToken);
        if (made is not null)
        {
            var id = await log.HoldAsync(holder, made, cancellationToken);
            held[id] = new HeldPhoto(id, made.Size);
            moment.Photos.Add(new PhotoInput { Id = id.ToString() });
        }

        return refusal;
    }

    private static bool IsChosen(IFormFile file) => file.Length > 0 || !string.IsNullOrEmpty(file.FileName);
}
