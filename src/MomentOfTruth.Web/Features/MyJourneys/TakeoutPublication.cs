using MomentOfTruth.Domain.Journeys;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>The wish to publish a downloaded journey.</summary>
/// <param name="State"><c>waiting</c>, <c>published</c>, <c>refused</c>, <c>hidden</c> or <c>changed</c>.</param>
/// <param name="Reason">Why it was refused or hidden.</param>
/// <param name="Answer">What the company says to it in public.</param>
public sealed record TakeoutPublication(string Pseudonym, string State, string? Reason, string? Answer)
{
    // Words for programs: they do not change if the code's names do.
    public static TakeoutPublication? Of(MyPublication? publication) => publication is null ? null : new(
        publication.Pseudonym,
        publication.State switch
        {
            PublicationState.Waiting => "waiting",
            PublicationState.Published => "published",
            PublicationState.Refused => "refused",
            PublicationState.Hidden => "hidden",
            PublicationState.Changed => "changed",
            var state => throw new ArgumentOutOfRangeException(nameof(publication), state, "No such state."),
        },
        publication.Reason,
        publication.Answer);
}
