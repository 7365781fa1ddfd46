using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Features.Intake;

namespace MomentOfTruth.Benchmarks.Writes;

/// <summary>The writer that pages use, which looks up the names as well.</summary>
internal sealed class ByProduct : WayToWrite
{
    public override string Name => "the product";

    protected override async Task WriteAsync(Told told, CancellationToken cancellationToken)
    {
        var entry = new JourneyEntry([.. told.Scores.Select((score, i) => new NamedMoment(NameOf(i), null, score, told.Day, null, StoryOf(i)))])
        {
            Ending = new ToldEnding(Outcome.Stayed),
        };
        await using var scope = Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<JourneyWriter>().LogAsync(CompanyId, entry, ReceiptCode.New(), null, cancellationToken);
    }
}
