namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>One moment of a downloaded journey.</summary>
/// <param name="Number">Names it within its journey for good; its photos are named after it.</param>
/// <param name="Position">Place in the customer's order, from 1.</param>
/// <param name="Channel">The code of a channel.</param>
/// <param name="Time">Null if the customer does not know the time of day.</param>
/// <param name="Score">0.0 to 10.0.</param>
public sealed record TakeoutMoment(int Number, int Position, string Touchpoint, string Channel, DateOnly Day, TimeOnly? Time, double Score, string? Story,
    IReadOnlyList<TakeoutPhoto> Photos);
