using MomentOfTruth.Web.Features.Journeys;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>Which part of the ledger to read.</summary>
/// <param name="CompanyId">Null for all companies.</param>
/// <param name="From">First day, or null for from the beginning.</param>
/// <param name="To">Last day, or null for to the end.</param>
/// <param name="ProductId">Null for all journeys, with or without a product.</param>
public sealed record LedgerScope(Guid? CompanyId, DateOnly? From = null, DateOnly? To = null, Guid? ProductId = null)
{
    public DateOnly? From { get; init => field = Within(value); } = Within(From);

    public DateOnly? To { get; init => field = Within(value); } = Within(To);

    private static DateOnly? Within(DateOnly? day) => day < JourneyFilter.Earliest ? JourneyFilter.Earliest : day > JourneyFilter.Latest ? JourneyFilter.Latest : day;
}
