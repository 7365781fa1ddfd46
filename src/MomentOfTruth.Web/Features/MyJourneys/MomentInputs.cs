using System.Globalization;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Features.Log;
using MomentOfTruth.Web.Features.Photos;
using MomentOfTruth.Web.Http;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>A moment as the form holds it.</summary>
public static class MomentInputs
{
    public static MomentInput Of(MyMoment moment, IEnumerable<ShownPhoto> photos)
    {
        ArgumentNullException.ThrowIfNull(moment);
        return new MomentInput
        {
            Touchpoint = moment.Touchpoint,
            Channel = moment.Channel.ToCode(),
            Score = moment.Score.ToString(),
            OccurredOn = moment.OccurredOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            OccurredAt = moment.OccurredAt is { } time ? Display.Time(time) : null,
            Story = moment.Story,
            ZeroMeant = moment.Score.IsZero ? MomentInput.Meant : null,
            Photos = [.. photos.Select(p => new PhotoInput { Id = p.Id.ToString(), Alt = p.AltText })],
        };
    }
}
