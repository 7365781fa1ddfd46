using System.Globalization;
using MomentOfTruth.Domain.Cases;

namespace MomentOfTruth.Web.Features.Cases;

/// <summary>
/// Which of the cases are listed, in which order and from where on, as the address says. What it says that is not understood is left out.
/// </summary>
public sealed record AnswersFilter
{
    public const string WhyName = "why", OwnerName = "owner", StateName = "state", SortName = "sort", RowsName = "rows",
        AfterName = "after", BeforeName = "before", Mine = "mine", Nobody = "nobody", Newest = "newest";

    public static readonly IReadOnlyList<int> Sizes = [25, 50, 100];

    /// <summary>The reasons to choose from.</summary>
    public static readonly IReadOnlyList<string> Whys = ["collapsed", "wrote", "asked", "promised"];

    public static readonly IReadOnlyList<(string Code, CaseStage Stage)> Stages =
        [.. Enum.GetValues<CaseStage>().Select(stage => (stage.ToCode(), stage))];

    /// <summary>One of <see cref="Whys"/>; null for any.</summary>
    public string? Why { get; init; }

    /// <summary>Mine, nobody or the id of an account; null for any.</summary>
    public string? Owner { get; init; }

    /// <summary>Null for all that wait.</summary>
    public CaseStage? Stage { get; init; }

    /// <summary>Whether the latest stand first; otherwise those that have waited longest.</summary>
    public bool IsNewestFirst { get; init; }

    public int Rows { get; init; } = Sizes[0];

    public AnswersCursor? After { get; init; }

    public AnswersCursor? Before { get; init; }

    /// <summary>Whether less is listed than all that wait.</summary>
    public bool IsNarrowed => Why is not null || Owner is not null || Stage is not null;

    public string? StageCode => Stage is { } stage ? Stages.First(s => s.Stage == stage).Code : null;

    public static AnswersFilter Parse(IQueryCollection query)
    {
        var (owner, state) = (query[OwnerName].FirstOrDefault(), query[StateName].FirstOrDefault());
        return new AnswersFilter
        {
            Why = Whys.FirstOrDefault(why => why == query[WhyName].FirstOrDefault()),
            Owner = owner is Mine or Nobody ? owner : Guid.TryParseExact(owner, "N", out var id) ? id.ToString("N") : null,
            Stage = Stages.Where(s => s.Code == state).Select(s => (CaseStage?)s.Stage).FirstOrDefault(),
            IsNewestFirst = query[SortName] == Newest,
            Rows = int.TryParse(query[RowsName].FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var rows)
                && Sizes.Contains(rows) ? rows : Sizes[0],
            After = AnswersCursor.TryParse(query[AfterName].FirstOrDefault()),
            Before = AnswersCursor.TryParse(query[BeforeName].FirstOrDefault()),
        };
    }

    /// <summary>The filter as values of an address, without the place in the list.</summary>
    public (string Name, string? Value)[] Query() =>
    [
        (WhyName, Why),
        (OwnerName, Owner),
        (StateName, StageCode),
        (SortName, IsNewestFirst ? Newest : null),
        (RowsName, Rows == Sizes[0] ? null : Rows.ToString(CultureInfo.InvariantCulture)),
    ];

    /// <summary>Whose cases are asked for. False and null for any; true and null for nobody's.</summary>
    public (bool IsAsked, Guid? OwnerId) OwnerOf(Guid? reader) => Owner switch
    {
        null => (false, null),
        Mine => (true, reader ?? Guid.Empty),
        Nobody => (true, null),
        var id => (true, Guid.ParseExact(id, "N")),
    };
}

/// <summary>A place in the list, which is ordered by an instant and, within it, by logging.</summary>
public sealed record AnswersCursor(DateTime AtUtc, Guid Id)
{
    /// <summary>Returns null if the text is not a valid cursor; the list then begins at its beginning.</summary>
    public static AnswersCursor? TryParse(string? text) =>
        text?.Split('_') is [var at, var id]
        && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTime.MaxValue.Ticks
        && Guid.TryParseExact(id, "N", out var journey)
            ? new AnswersCursor(new DateTime(ticks, DateTimeKind.Utc), journey)
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{AtUtc.Ticks}_{Id:N}");
}
