using Microsoft.AspNetCore.Html;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Measures;
using MomentOfTruth.Domain.Statistics;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Journeys;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>Which touchpoint to fix first, why, and how sure that is.</summary>
public sealed class FixFirstModel(
    MeasuresQuery measures, DashboardQuery dashboard, FilterReader filters, IStringLocalizer<FixText> text) : MeasuresPageModel
{
    /// <summary>The query value of the what-if, once for every touchpoint.</summary>
    public const string FixName = "fix";

    // A company's customers add touchpoints without end.
    private const int MostSteps = 10, MostChoices = 20;

    private readonly HashSet<Guid> _ticked = [];

    /// <summary>Null if the filter was not understood.</summary>
    public CompanyMeasures? Measures { get; private set; }

    /// <summary>Finished journeys of the company, whatever the filter.</summary>
    public long Total { get; private set; }

    /// <summary>Null while nothing is ticked.</summary>
    public WhatIf? WhatIf { get; private set; }

    public DateOnly Today { get; private set; }

    /// <summary>The best; in their order if there are journeys enough for a ranking, otherwise by name. And the rest.</summary>
    public Bounded<Fix> Fixes
    {
        get
        {
            var best = Bounded.Of(Measures!.Fixes, MostNamed);
            return IsRanked ? best : best.ByName(f => f.Touchpoint, StringComparer.CurrentCulture);
        }
    }

    /// <summary>Of all finished journeys, those that one of the fixes that are not named would have saved alone.</summary>
    public Proportion RescuedByOthers => new(Fixes.Rest.Sum(fix => fix.Rescued.Count), Measures!.Journeys);

    public bool IsRanked => Measures!.Survival.Verdict == SampleVerdict.Ranked;

    /// <summary>What to fix first; null if there are too few journeys for a ranking, or no single fix would have saved one.</summary>
    public FixHeadline? Headline => IsRanked && Measures!.Fixes.Count > 0 ? new FixHeadline(Measures, this) : null;

    /// <summary>The sentence that is shown instead of a headline.</summary>
    public string NoHeadline => Measures!.Survival.Verdict switch
    {
        SampleVerdict.CountsOnly => text["Headline.CountsOnly", Display.Count(Measures.Collapsed), Display.Count(Measures.Journeys)],
        SampleVerdict.LowBase => text["Headline.LowBase", Display.Count(Measures.Collapsed), Display.Count(Measures.Journeys)],
        _ => text["Headline.None", Display.Count(Measures.Collapsed)],
    };

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
            Measures = await measures.RunAsync(DashboardQuery.ScopeOf(company.Id, filter), cancellationToken);
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

/// <summary>
/// Which touchpoint to fix first, why, and how sure that is, in the same words on every page. Of measures that rank and have a fix.
/// </summary>
public sealed class FixHeadline(CompanyMeasures measures, MeasuresPageModel page)
{
    private const int MostNamed = 5;

    // One, or several that would have saved equally many.
    private readonly IReadOnlyList<Fix> _best = [.. measures.Fixes.Where(f => f.Rescued.Count == measures.Fixes[0].Rescued.Count)];

    public bool IsTied => _best.Count > 1;

    /// <summary>Of all journeys, those that each of the best fixes would have saved.</summary>
    public Proportion Rescued => _best[0].Rescued;

    /// <summary>How many of the best are not named.</summary>
    public int Further => Math.Max(0, _best.Count - MostNamed);

    /// <summary>The names of the best, with links to their pages.</summary>
    public IHtmlContent Names
    {
        get
        {
            var names = new HtmlContentBuilder();
            foreach (var (i, fix) in _best.Take(MostNamed).Index())
            {
                names.Append(i == 0 ? "" : ", ").AppendHtml(NameOf(fix));
            }

            return names;
        }
    }

    public IHtmlContent Count => IsTied ? DashboardHtml.Linked(Rescued.Count, null) : CountOf(_best[0]);

    /// <summary>The fix that comes next; null if there is none, or if the best are tied.</summary>
    public Fix? Next => !IsTied && measures.Fixes.Count > 1 ? measures.Fixes[1] : null;

    /// <summary>Whether the best is ahead of the next by more than chance.</summary>
    public bool IsSure => Next is { } next && FixFirst.IsAhead(_best[0], next);

    /// <summary>Whether the next could be the best as well: then nothing is called first.</summary>
    public bool IsTooClose => Next is not null && !IsSure;

    public IHtmlContent NameOf(Fix fix) => DashboardHtml.Linked(fix.Touchpoint, page.TouchpointPage(fix.TouchpointId));

    public IHtmlContent CountOf(Fix fix) => DashboardHtml.Linked(fix.Rescued.Count, page.RescuedBy(fix.TouchpointId));
}
