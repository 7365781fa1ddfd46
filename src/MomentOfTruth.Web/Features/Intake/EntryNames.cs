using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Companies;

namespace MomentOfTruth.Web.Features.Intake;

/// <summary>
/// Finds the touchpoints and products that customers name in the company's own lists, and adds those that are missing there.
/// </summary>
public sealed class EntryNames(AppDbContext db, CompanyRegister register)
{
    // What was found once is not looked up again for the other journeys of a transaction. What was added is: it may be taken back.
    private readonly Dictionary<(Guid CompanyId, string Name), Touchpoint> _found = [];
    private Guid? _within;

    public async Task<MomentEntry> EntryAsync(Guid companyId, NamedMoment moment, CancellationToken cancellationToken) =>
        (await EntriesAsync(companyId, [moment], cancellationToken))[0];

    public async Task<IReadOnlyList<MomentEntry>> EntriesAsync(
        Guid companyId, IReadOnlyList<NamedMoment> moments, CancellationToken cancellationToken)
    {
        var transaction = db.Database.CurrentTransaction?.TransactionId;
        if (transaction is null || transaction != _within)
        {
            _found.Clear();
            _within = transaction;
        }

        var unknown = moments.Where(moment => !_found.ContainsKey((companyId, moment.Touchpoint))).ToList();
        var touchpoints = unknown.Count == 0 ? [] : await register.FindOrAddTouchpointsAsync(
            [.. unknown.Select(moment => NameOf(companyId, moment))], cancellationToken);
        var added = unknown.Zip(touchpoints).DistinctBy(pair => pair.First.Touchpoint).ToDictionary(pair => pair.First.Touchpoint, pair => pair.Second);
        foreach (var (name, touchpoint) in added.Where(pair => !register.HasAdded(pair.Value)))
        {
            _found.Add((companyId, name), touchpoint);
        }

        return
        [
            .. from moment in moments
               let touchpoint = added.GetValueOrDefault(moment.Touchpoint) ?? _found[(companyId, moment.Touchpoint)]
               select new MomentEntry(touchpoint.CountedId, moment.Channel ?? touchpoint.Channel, moment),
        ];
    }

    /// <summary>Returns null if no product is named.</summary>
    public async Task<Guid?> ProductAsync(Guid companyId, string? name, CancellationToken cancellationToken) =>
        string.IsNullOrWhiteSpace(name)
            ? null
            : (await register.FindOrAddProductAsync(companyId, name, NameState.Proposed, cancellationToken)).CountedId;

    // A suggested touchpoint is the same one in whichever language it was chosen.
    private static NamedTouchpoint NameOf(Guid companyId, NamedMoment moment) =>
        TouchpointTemplates.Named(moment.Touchpoint) is { } template
        ? new(companyId, moment.Touchpoint, template.Name, template.KoreanName, moment.Channel ?? template.Channel)
        : new(companyId, moment.Touchpoint, moment.Touchpoint, null, moment.Channel ?? LikelyChannel.Of(moment.Touchpoint));
}
