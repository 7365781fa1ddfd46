using System.Globalization;
using MomentOfTruth.Domain.Journeys;

namespace MomentOfTruth.Web.Features.Journeys;

/// <summary>
/// The orders in which the list can be had: those that an index of the store has, so that a page costs the same in each of them.
/// </summary>
public enum JourneyOrder
{
    /// <summary>By day, the latest first.</summary>
    Newest,

    Oldest,

    /// <summary>By logging, the latest first.</summary>
    LastTold,

    FirstTold,
}

/// <summary>Orders in the address, and as queries.</summary>
public static class JourneyOrders
{
    private static readonly IReadOnlyList<(JourneyOrder Order, string Code)> Codes =
        [(JourneyOrder.Oldest, "oldest"), (JourneyOrder.LastTold, "last-told"), (JourneyOrder.FirstTold, "first-told")];

    /// <summary>Null for the usual order.</summary>
    public static string? ToCode(this JourneyOrder order) => Codes.FirstOrDefault(c => c.Order == order).Code;

    /// <summary>The usual order for what is none.</summary>
    public static JourneyOrder FromCode(string? code) => Codes.FirstOrDefault(c => c.Code == code).Order;

    public static bool IsAscending(this JourneyOrder order) => order is JourneyOrder.Oldest or JourneyOrder.FirstTold;

    /// <summary>Whether it goes by the logging, otherwise by the day.</summary>
    public static bool IsByLogging(this JourneyOrder order) => order is JourneyOrder.LastTold or JourneyOrder.FirstTold;

    /// <summary>The same from the other end.</summary>
    public static JourneyOrder Turned(this JourneyOrder order) => order switch
    {
        JourneyOrder.Newest => JourneyOrder.Oldest,
        JourneyOrder.Oldest => JourneyOrder.Newest,
        JourneyOrder.LastTold => JourneyOrder.FirstTold,
        _ => JourneyOrder.LastTold,
    };

    // The ids of journeys are in the order of their logging.
    internal static IQueryable<Journey> Ordered(this JourneyOrder order, IQueryable<Journey> journeys, bool isAscending) =>
        (order.IsByLogging(), isAscending) switch
        {
            (true, true) => journeys.OrderBy(j => j.Id),
            (true, false) => journeys.OrderByDescending(j => j.Id),
            (false, true) => journeys.OrderBy(j => j.Day).ThenBy(j => j.Id),
            (false, false) => journeys.OrderByDescending(j => j.Day).ThenByDescending(j => j.Id),
        };

    /// <summary>What comes after a place, or before it.</summary>
    internal static IQueryable<Journey> From(this JourneyOrder order, IQueryable<Journey> journeys, JourneyCursor place, bool isNewer) =>
        (order.IsByLogging(), isNewer) switch
        {
            (true, true) => journeys.Where(j => j.Id > place.Id),
            (true, false) => journeys.Where(j => j.Id < place.Id),
            (false, true) => journeys.Where(j => j.Day >= place.Day && (j.Day > place.Day || j.Id > place.Id)),
            (false, false) => journeys.Where(j => j.Day <= place.Day && (j.Day < place.Day || j.Id < place.Id)),
        };
}

/// <summary>A place in the list of journeys.</summary>
public sealed record JourneyCursor(DateOnly Day, Guid Id)
{
    private const int DayLength = 10;

    /// <summary>Returns null if the text is not a valid cursor; the list then begins at its beginning.</summary>
    public static JourneyCursor? TryParse(string? text) =>
        text is { Length: > DayLength } && text[DayLength] == '_'
        && DateOnly.TryParseExact(text[..DayLength], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && Guid.TryParseExact(text[(DayLength + 1)..], "N", out var id)
            ? new JourneyCursor(day, id)
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Day:yyyy-MM-dd}_{Id:N}");
}

/// <summary>Which stretch of the list is asked for, and in which order: what is older than a place, newer than one, or the beginning.</summary>
public sealed record JourneyPaging(int Rows, JourneyCursor? OlderThan = null, JourneyCursor? NewerThan = null)
{
    public const string RowsName = "rows", SortName = "sort", OlderName = "older-than", NewerName = "newer-than";

    public static readonly IReadOnlyList<int> Sizes = [25, 50, 100];

    public JourneyOrder Order { get; init; }

    /// <summary>Ignores what cannot be read: it is a place in a list, not a condition on it.</summary>
    public static JourneyPaging Parse(IQueryCollection query)
    {
        var isSize = int.TryParse(query[RowsName].FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var asked)
            && Sizes.Contains(asked);
        return new JourneyPaging(
            isSize ? asked : Sizes[0],
            JourneyCursor.TryParse(query[OlderName].FirstOrDefault()),
            JourneyCursor.TryParse(query[NewerName].FirstOrDefault()))
        {
            Order = JourneyOrders.FromCode(query[SortName].FirstOrDefault()),
        };
    }

    /// <summary>As values of an address, without the place; null for what is usual.</summary>
    public IReadOnlyList<(string Name, string? Value)> Query() =>
    [
        (SortName, Order.ToCode()),
        (RowsName, Rows == Sizes[0] ? null : Rows.ToString(CultureInfo.InvariantCulture)),
    ];
}
