using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Domain.Search;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Journeys;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>The words by which the stories of a touchpoint's zeros differ from its other stories, each with some of its quotes.</summary>
public sealed class SaidQuery(AppDbContext db)
{
    /// <summary>So many of the latest journeys are read: what customers say now is what can be mended.</summary>
    public const int LatestJourneys = 2_000;

    private const int MostWords = 8, MostQuotes = 3;

    public async Task<SaidWords> RunAsync(Guid companyId, Guid touchpointId, JourneyFilter filter, CancellationToken cancellationToken)
    {
        var zero = new Score(Score.MinTenths);
        var latest = db.JourneysOf(companyId, filter with { State = JourneyState.Finished })
            .OrderByDescending(j => j.Day).ThenByDescending(j => j.Id)
            .Take(LatestJourneys);
        var told = await (
            from journey in latest
            from moment in journey.Moments
            where moment.TouchpointId == touchpointId && (moment.Story != null || journey.Story != null)
            orderby journey.Day descending, journey.Id descending, moment.Position
            select new
            {
                IsZero = moment.Score == zero,
                Story = new ZeroStory(journey.Id, journey.Day, moment.Story ?? journey.Story!, moment.Story == null),
            }).ToListAsync(cancellationToken);

        // The story of a whole journey is one story, also where it came here twice: then it is that of its zero.
        var stories = told
            .GroupBy(s => s.Story.IsOfJourney ? (s.Story.JourneyId, "") : (s.Story.JourneyId, s.Story.Text))
            .Select(same => same.OrderByDescending(s => s.IsZero).First())
            .ToList();
        var words = MarkingWords.Of(stories.Select(s => (s.Story.Text, s.IsZero)), MostWords);
        var zeros = stories.Where(s => s.IsZero).Select(s => s.Story).ToList();
        return new SaidWords(
            words.Zeros, words.Others, [.. words.Words.Select(word => new SaidWord(word, [.. zeros.Where(s => word.StandsIn(s.Text)).Take(MostQuotes)]))]);
    }
}

/// <summary>What marks the zeros of a touchpoint in words.</summary>
/// <param name="Zeros">How many stories of zeros were read.</param>
/// <param name="Others">How many others.</param>
/// <param name="Words">The surest first.</param>
public sealed record SaidWords(long Zeros, long Others, IReadOnlyList<SaidWord> Words);

/// <summary>One word.</summary>
/// <param name="Quotes">The newest stories of zeros that have it.</param>
public sealed record SaidWord(MarkingWord Word, IReadOnlyList<ZeroStory> Quotes);
