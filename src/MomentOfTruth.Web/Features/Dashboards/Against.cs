using MomentOfTruth.Domain.Measures;
using MomentOfTruth.Web.Features.Journeys;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>What the numbers of a period are held against, as the address says.</summary>
/// <param name="From">The first of the days that were named; null for the other kinds.</param>
/// <param name="To">The last of them.</param>
public sealed record Against(AgainstKind Kind, DateOnly? From = null, DateOnly? To = null)
{
    /// <summary>The names in the address.</summary>
    public const string Name = "against", FromName = "against-from", ToName = "against-to";

    public static readonly Against Before = new(AgainstKind.Before);

    /// <summary>By name in the address, the texts that mean nothing.</summary>
    public IReadOnlyDictionary<string, string> NotUnderstood { get; init; } = new Dictionary<string, string>();

    /// <summary>Reads what the address asks for: the days before where it asks for nothing.</summary>
    public static Against Parse(IQueryCollection query)
    {
        var refused = new Dictionary<string, string>();
        var (from, to) = (DayOf(FromName), DayOf(ToName));
        var word = query[Name].ToString();
        var kind = word.Length == 0 ? AgainstKind.Before : Written.Code<AgainstKind>(word);
        if (kind is null)
        {
            refused[Name] = word;
        }

        if (kind != AgainstKind.Days)
        {
            return new Against(kind ?? AgainstKind.Before) { NotUnderstood = refused };
        }

        foreach (var (name, day) in new[] { (FromName, from), (ToName, to) })
        {
            if (day is null)
            {
                refused[name] = query[name].ToString();
            }
        }

        if (from > to)
        {
            refused[ToName] = query[ToName].ToString();
        }

        return new Against(AgainstKind.Days, from, to) { NotUnderstood = refused };

        DateOnly? DayOf(string name) => Days.FromIso(query[name].ToString());
    }

    /// <summary>The part of the ledger to hold a scope against; null for nothing, and for a period without a beginning or an end.</summary>
    public LedgerScope? Of(LedgerScope scope) => (Kind, scope) switch
    {
        (AgainstKind.Days, _) when NotUnderstood.Count == 0 => scope with { From = From, To = To },
        (AgainstKind.Before, { From: { } from, To: { } to }) => scope with
        {
            From = new Period(from, to).Before.From,
            To = new Period(from, to).Before.To,
        },
        (AgainstKind.Year, { From: { } from, To: { } to }) => scope with { From = from.AddYears(-1), To = to.AddYears(-1) },
        _ => null,
    };

    /// <summary>As query values; none for the days before.</summary>
    public IReadOnlyList<(string Name, string? Value)> Query() => Kind == AgainstKind.Before
        ? []
        : [(Name, Written.Text(Kind)), (FromName, Written.Text(From)), (ToName, Written.Text(To))];
}

/// <summary>The kinds, as the page offers them.</summary>
public enum AgainstKind
{
    /// <summary>As many days right before.</summary>
    Before,

    /// <summary>The same days a year earlier.</summary>
    Year,

    /// <summary>Days that were named.</summary>
    Days,

    /// <summary>Nothing.</summary>
    None,
}
