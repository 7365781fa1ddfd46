using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Measures;
using MomentOfTruth.Domain.Statistics;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Journeys;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>Which touchpoint to fix first, why, and how sure that is.</summary>
[MayLag]
public sealed class FixFirstModel(
    MeasuresQuery measures, DashboardQuery dashboard, FilterReader filters, IStringLocalizer<FixText> text) : MeasuresPageModel
{
    /// <summary>The query value of the what-if, once for every touchpoint.</summary>
    public const string FixName = "fix";

    // A company's customers add touchpoints without end.
    private const int MostSteps = 10, MostChoices = 20;

    private readonly HashSet<Guid> _ticked = [];
    private Dictionary<string, Fix>? _fixes;

    /// <summary>Null if the filter was not understood.</summary>
    public CompanyMeasures? Measures { get; private set; }

    /// <summary>Finished journeys of the company, whatever the filter.</summary>
    public long Total { get; private set; }

    /// <summary>Null while nothing is ticked.</summary>
    public WhatIf? WhatIf { get; private set; }

    public DateOnly Today { get; private set; }

    /// <summary>The measures of what the period is held against; null for nothing.</summary>
    public CompanyMeasures? Before { get; private set; }

    /// <summary>What a zero costs and a ten earns, by touchpoint.</summary>
    public IReadOnlyList<FloorAndReward> Floors { get; private set; } = [];

    /// <summary>The touchpoints with a zero: largest share first if there are journeys enough for a ranking, otherwise by name. And the rest.</summary>
    public Bounded<FairShare> Shares
    {
        get
        {
            var largest = Bounded.Of(Measures!.FairShares, MostNamed);
            return IsRanked ? largest : largest.ByName(s => s.Touchpoint, StringComparer.CurrentCulture);
        }
    }

    /// <summary>What fixing a touchpoint alone would have saved; null for none.</summary>
    public Fix? FixOf(FairShare share) => (_fixes ??= Measures!.Fixes.ToDictionary(f => f.Touchpoint)).GetValueOrDefault(share.Touchpoint);

    /// <summary>The share that a touchpoint had before; null where nothing is compared.</summary>
    public double? BeforeOf(FairShare share) => Before is { Survival.Verdict: not SampleVerdict.CountsOnly }
        ? Before.FairShares.FirstOrDefault(s => s.Touchpoint == share.Touchpoint)?.Share ?? 0
        : null;

    /// <summary>Of all finished journeys, those that one of the fixes that are not named would have saved alone.</summary>
    public Proportion RescuedByOthers => new(Shares.Rest.Sum(share => FixOf(share)?.Rescued.Count ?? 0), Measures!.Journeys);

    public bool IsRanked => Measures!.Survival.Verdict == SampleVerdict.Ranked;

    /// <summary>What to fix first; null if there are too few journeys for a ranking.</summary>
    public FixHeadline? Headline => IsRanked ? FixHeadline.Of(Measures!, this, text) : null;

    /// <summary>The sentence that is shown instead of a headline.</summary>
    public string NoHeadline => text[
        Measures!.Survival.Verdict == SampleVerdict.CountsOnly ? "Headline.CountsOnly" : "Headline.LowBase",
        Display.Count(Measures.Collapsed),
        Display.Count(Measures.Journeys)];

    /// <summary>The steps of the sequence that the page shows, with what they rescue together with the steps before.</summary>
    public IReadOnlyList<SequenceRow> Steps
    {
        get
        {
            var (rows, sum) = (new List<SequenceRow>(), 0L);
            foreach (var (i, step) in Measures!.Sequence.Take(MostSteps).Index())
            {
                sum += step.Rescued;
                rows.Add(new SequenceRow(
                    i + 1,
                    step,
                    i == 0 && step.Rescued > 0 ? RescuedBy(step.TouchpointId) : null,
                    sum,
                    new Proportion(Measures.Survival.Count + sum, Measures.Journeys)));
            }

            return rows;
        }
    }

    /// <summary>The steps after these.</summary>
    public IReadOnlyList<FixStep> FurtherSteps => Bounded.Of(Measures!.Sequence, MostSteps).Rest;

    /// <summary>How many touchpoints of the sequence cannot be ticked.</summary>
    public int OtherChoices => Measures!.Sequence.Count - Choices.Count();

    /// <summary>The touchpoints that can be ticked, in the order of the sequence; those that are ticked are always among them.</summary>
    public IEnumerable<(Guid Id, string Name, bool IsTicked)> Choices =>
        from step in Measures!.Sequence.Select((step, i) => (step, i))
        where step.step.TouchpointId is { } id && (step.i < MostChoices || _ticked.Contains(id))
        let known = step.step.TouchpointId!.Value
        select (known, step.step.Touchpoint, _ticked.Contains(known));

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var company = HttpContext.Company();
        Today = filters.Today(HttpContext);
        _ticked.UnionWith(Request.Query[FixName]
            .Select(value => Guid.TryParse(value, out var id) ? id : Guid.Empty)
            .Where(id => id != Guid.Empty));
        var filter = await ReadFilterAsync(
            filters, Company.FixFirst, [.. _ticked.Order().Select(id => (FixName, (string?)id.ToString()))], cancellationToken);
        if (filters.Accepts(this, filter))
        {
            Measures = await measures.RunAsync(Scope, cancellationToken);
            Before = Against.Of(Scope) is { } before ? await measures.RunAsync(before, cancellationToken) : null;
            Floors = await measures.FloorsAsync(Scope, cancellationToken);
            Total = await dashboard.TotalAsync(company.Id, cancellationToken);
            WhatIf = WhatIf.Of(Measures, _ticked);
        }
    }
}

/// <summary>One step of the sequence as the page shows it.</summary>
/// <param name="Href">The journeys that the step rescues; null where no list has exactly these.</param>
/// <param name="Cumulated">What this step and those before it rescue.</param>
/// <param name="Survival">As it would be after this step.</param>
public sealed record SequenceRow(int Number, FixStep Step, string? Href, long Cumulated, Proportion Survival);
