using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Intake;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Imports;

/// <summary>
/// Writes imported journeys, many in one transaction, and what the batch did to each. Names that were looked up before cost no query.
/// </summary>
internal sealed class ImportStore(AppDbContext db, CompanyRegister register, JourneyWriter journeys, TimeProvider clock)
{
    private readonly Dictionary<string, Guid> _companies = [];
    private readonly HashSet<Guid> _archived = [];
    private readonly Dictionary<(Guid Company, string Key), Guid> _touchpoints = [], _products = [];
    private bool _isStored;

    /// <summary>The batch of this import. Its row is written together with the first journeys.</summary>
    public required ImportBatch Batch { get; init; }

    /// <summary>Whether the file holds rows that this batch rejected before.</summary>
    public required bool IsJoined { get; init; }

    /// <summary>Whether a journey has several rows, some of which may be elsewhere.</summary>
    public required bool IsLong { get; init; }

    /// <summary>Tells which journeys are new, known and changed, and writes nothing.</summary>
    public async Task<ImportWritten> CompareAsync(IReadOnlyCollection<ImportedJourney> read, CancellationToken cancellationToken)
    {
        await FindCompaniesAsync(read, cancellationToken);
        return await SortAsync(read, isWriting: false, cancellationToken);
    }

    /// <summary>Adds the journeys that are new and changes those that the file now says otherwise.</summary>
    public async Task<ImportWritten> WriteAsync(IReadOnlyCollection<ImportedJourney> read, CancellationToken cancellationToken)
    {
        // The new names come with their journeys, in one commit.
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        register.TakeAdded();
        await KnowCompaniesAsync(read, cancellationToken);
        var sorted = await SortAsync(read, isWriting: true, cancellationToken);
        var named = sorted.Added.Concat(sorted.Updated.Select(row => (row.Company, row.Read))).ToList();
        await KnowTouchpointsAsync(named, cancellationToken);
        await KnowProductsAsync(named, cancellationToken);

        var made = sorted.Added.ConvertAll(row => (Journey: Make(row.Company, row.Read), row.Read));
        if (made.Count > 0)
        {
            await journeys.LogAllAsync([.. made.Select(row => row.Journey)], cancellationToken);
        }

        var updates = new List<BatchJourney>();
        foreach (var company in sorted.Updated.GroupBy(row => row.Company).ToList())
        {
            updates.AddRange(await UpdateAsync(company.Key, [.. company], cancellationToken));
        }

        if (made.Count + updates.Count > 0)
        {
            await KeepAsync(sorted, [.. made.Select(row => RowOf(row.Journey, row.Read.Rows[0].Origin, null))], updates, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return sorted;
    }

    /// <summary>Keeps how many rows were rejected, which may come in later.</summary>
    public async Task KeepSkippedAsync(int skipped, CancellationToken cancellationToken)
    {
        if (skipped > 0 && !IsJoined)
        {
            await using var transaction = await db.BeginWriteAsync(cancellationToken);
            await StoreAsync(cancellationToken);
            await ThisBatch.ExecuteUpdateAsync(set => set.SetProperty(b => b.Skipped, skipped), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
    }

    private IQueryable<ImportBatch> ThisBatch => db.ImportBatches.Where(b => b.Id == Batch.Id);

    private async Task<ImportWritten> SortAsync(
        IReadOnlyCollection<ImportedJourney> read, bool isWriting, CancellationToken cancellationToken)
    {
        var written = new ImportWritten();
        var rows = new List<(Guid Company, ImportedJourney Read)>();
        foreach (var journey in read)
        {
            if (_companies.TryGetValue(Naming.KeyOf(journey.Company), out var company))
            {
                if (_archived.Contains(company))
                {
                    written.Refused.Add((journey, new Refusal("the company is archived and takes no new journeys")));
                }
                else
                {
                    rows.Add((company, journey));
                }
            }
            else
            {
                written.Added.Add((Guid.Empty, journey));
            }
        }

        rows = IsJoined ? await JoinAsync(rows, written, cancellationToken) : rows;
        var (companies, keys) = (rows.Select(row => row.Company).Distinct().ToList(), rows.ConvertAll(row => row.Read.Key));
        var known = (await db.Journeys.AsNoTracking()
            .Where(j => companies.Contains(j.CompanyId) && keys.Contains(j.ImportKey!))
            .Select(j => new { j.CompanyId, j.ImportKey, j.Id, j.ImportContent })
            .ToListAsync(cancellationToken)).ToDictionary(j => (j.CompanyId, j.ImportKey!), j => (j.Id, j.ImportContent));

        var seen = new HashSet<(Guid, string)>();
        foreach (var (company, journey) in rows)
        {
            if (!seen.Add((company, journey.Key)))
            {
                // The company has two names, and the file uses both.
                written.Refused.Add((journey, new Refusal("the id was in the file before")));
            }
            else if (!known.TryGetValue((company, journey.Key), out var stored))
            {
                written.Added.Add((company, journey));
            }
            else if (stored.ImportContent?.AsSpan().SequenceEqual(ImportKeys.ContentOf(journey)) == true)
            {
                written.Known.Add(journey);
            }
            else
            {
                written.Updated.Add((company, journey, stored.Id));
            }
        }

        await RefuseAsync(written, isWriting, cancellationToken);
        return written;
    }

    // What people have changed since is theirs. What a long file lacks of a journey may stand in another file.
    private async Task RefuseAsync(ImportWritten written, bool isWriting, CancellationToken cancellationToken)
    {
        foreach (var rows in written.Updated.GroupBy(row => row.Company).ToList())
        {
            var (company, ids) = (rows.Key, rows.Select(row => row.Id).ToList());
            var chosen = db.Journeys.Where(j => j.CompanyId == company && ids.Contains(j.Id));
            if (isWriting)
            {
                await db.LockJourneysAsync(company, ids, cancellationToken);
            }

            var stored = await chosen.Select(j => new
            {
                j.Id,
                j.Version,
                Moments = db.Moments.Count(m => m.CompanyId == company && m.JourneyId == j.Id),
                Imported = db.BatchJourneys.Where(of => of.CompanyId == company && of.JourneyId == j.Id).Max(of => (int?)of.Version),
            }).ToDictionaryAsync(j => j.Id, cancellationToken);
            foreach (var row in rows)
            {
                var journey = stored[row.Id];
                var reason = journey.Imported != journey.Version ? "people have changed the journey since it was imported"
                    : IsLong && row.Read.Moments.Count < journey.Moments ? "the store has more moments of the journey than the file"
                    : null;
                if (reason is not null)
                {
                    written.Updated.Remove(row);
                    written.Refused.Add((row.Read, new Refusal(reason)));
                }
            }
        }
    }

    // Rows without an id are told apart by their ordinal among identical rows of the whole file, of which this one holds only some.
    private async Task<List<(Guid Company, ImportedJourney Read)>> JoinAsync(
        List<(Guid Company, ImportedJourney Read)> rows, ImportWritten written, CancellationToken cancellationToken)
    {
        var byRow = rows.Where(row => row.Read.Key.StartsWith("row:", StringComparison.Ordinal)).ToList();
        var lines = byRow.ConvertAll(row => row.Read.Rows[0].Origin);
        var prefixes = byRow.Select(row => PrefixOf(row.Read.Key)).Distinct().ToList();
        var there = await (
            from of in db.BatchJourneys
            where of.BatchId == Batch.Id
            join journey in db.Journeys on new { of.CompanyId, of.JourneyId } equals new { journey.CompanyId, JourneyId = journey.Id }
            where lines.Contains(of.Line) || prefixes.Contains(journey.ImportKey!.Substring(0, ImportKeys.RowPrefix))
            select new { of.Line, Key = journey.ImportKey! }).ToListAsync(cancellationToken);
        var (ofLine, counts) = (
            there.GroupBy(row => row.Line).ToDictionary(line => line.Key, line => line.First().Key),
            there.GroupBy(row => PrefixOf(row.Key)).ToDictionary(same => same.Key, same => same.Count()));
        var joined = new List<(Guid, ImportedJourney)>();
        foreach (var (company, journey) in rows)
        {
            var prefix = PrefixOf(journey.Key);
            if (!journey.Key.StartsWith("row:", StringComparison.Ordinal))
            {
                joined.Add((company, journey));
            }
            else if (!ofLine.TryGetValue(journey.Rows[0].Origin, out var before))
            {
                counts[prefix] = counts.GetValueOrDefault(prefix) + 1;
                joined.Add((company, journey with { Key = ImportKeys.OfRow(prefix, counts[prefix]) }));
            }
            else if (PrefixOf(before) == prefix)
            {
                joined.Add((company, journey with { Key = before }));
            }
            else
            {
                written.Refused.Add((journey, new Refusal("the row came in before, with other cells")));
            }
        }

        return joined;

        static string PrefixOf(string key) => key.Length > ImportKeys.RowPrefix ? key[..ImportKeys.RowPrefix] : key;
    }

    private async Task<List<BatchJourney>> UpdateAsync(
        Guid company, IReadOnlyList<(Guid Company, ImportedJourney Read, Guid Id)> rows, CancellationToken cancellationToken)
    {
        var stored = (await db.LockedAsync(company, [.. rows.Select(row => row.Id)], cancellationToken)).ToDictionary(j => j.Id);
        var restated = new List<(Journey Journey, JourneyStatement Said, DateTime FinishedAtUtc)>();
        var kept = new List<BatchJourney>();
        foreach (var row in rows)
        {
            var journey = stored[row.Id];
            kept.Add(RowOf(journey, row.Read.Rows[0].Origin, JourneyBefore.Of(journey).ToJson()));
            restated.Add((journey, StatementOf(company, row.Read), clock.UtcNow()));
            journey.CameFrom(row.Read.Key, ImportKeys.ContentOf(row.Read));
        }

        await journeys.RestateAllAsync(restated, cancellationToken);
        foreach (var (of, (journey, _, _)) in kept.Zip(restated))
        {
            of.Version = journey.Version;
        }

        db.ChangeTracker.Clear();
        return kept;
    }

    private async Task KeepAsync(
        ImportWritten written, List<BatchJourney> added, List<BatchJourney> updated, CancellationToken cancellationToken)
    {
        await StoreAsync(cancellationToken);
        await db.InsertAsync(added, cancellationToken);
        await KeepUpdatedAsync(updated, cancellationToken);
        await db.InsertAsync(register.TakeAdded().Select(name => NameOf(name)), cancellationToken);
        var (moments, rows) = (
            written.Added.Sum(row => row.Read.Moments.Count),
            IsJoined ? written.Added.Sum(row => row.Read.Rows.Count) + written.Updated.Sum(row => row.Read.Rows.Count) : 0);
        await ThisBatch.ExecuteUpdateAsync(
            set => set
                .SetProperty(b => b.Journeys, b => b.Journeys + added.Count)
                .SetProperty(b => b.Moments, b => b.Moments + moments)
                .SetProperty(b => b.Updated, b => b.Updated + updated.Count)
                .SetProperty(b => b.Skipped, b => b.Skipped - rows),
            cancellationToken);
    }

    // A row that is corrected twice is one change of its batch: before it was what it was before the first.
    private async Task KeepUpdatedAsync(List<BatchJourney> updated, CancellationToken cancellationToken)
    {
        var ids = updated.Select(of => of.JourneyId).ToList();
        var there = ids.Count == 0 ? [] : await db.BatchJourneys
            .Where(of => of.BatchId == Batch.Id && ids.Contains(of.JourneyId))
            .ToDictionaryAsync(of => (of.CompanyId, of.JourneyId), cancellationToken);
        foreach (var of in updated)
        {
            if (there.TryGetValue((of.CompanyId, of.JourneyId), out var earlier))
            {
                earlier.Version = of.Version;
            }
            else
            {
                db.Add(of);
            }
        }

        await db.SaveChangesAsync(cancellationToken);
        db.ChangeTracker.Clear();
    }

    private async Task StoreAsync(CancellationToken cancellationToken)
    {
        if (!_isStored && !IsJoined)
        {
            await db.InsertAsync([Batch], cancellationToken);
        }

        _isStored = true;
    }

    private BatchJourney RowOf(Journey journey, int line, string? before) => new()
    {
        CompanyId = journey.CompanyId,
        BatchId = Batch.Id,
        JourneyId = journey.Id,
        Line = line,
        Version = journey.Version,
        Before = before,
    };

    private BatchName NameOf(object name) => name switch
    {
        Company company => new() { CompanyId = company.Id, BatchId = Batch.Id, NameId = company.Id },
        ListedName listed => new() { CompanyId = listed.CompanyId, BatchId = Batch.Id, NameId = listed.Id },
        _ => throw new InvalidOperationException($"A {name.GetType().Name} is no name."),
    };

    private JourneyStatement StatementOf(Guid company, ImportedJourney read) => new(
        [.. read.Moments.Select(m => new MomentEntry(
            _touchpoints[(company, Naming.KeyOf(m.Touchpoint))], m.Channel, m.Score, m.OccurredOn))],
        read.EndedOn,
        read.Outcome,
        read.Product is null ? null : _products[(company, Naming.KeyOf(read.Product))],
        read.Title,
        read.Story,
        read.IsOrdered)
    { Place = read.Place };

    private Journey Make(Guid company, ImportedJourney read)
    {
        var (now, said) = (clock.UtcNow(), StatementOf(company, read));
        var journey = new Journey(company, said.Moments[0], now);
        foreach (var moment in said.Moments.Skip(1))
        {
            journey.Add(moment);
        }

        journey.ProductId = said.ProductId;
        journey.Describe(said.Title, said.Story);
        journey.FoundAt(said.Place);
        journey.CameFrom(read.Key, ImportKeys.ContentOf(read));
        if (!said.IsOrdered)
        {
            journey.HasNoOrder();
        }

        journey.Finish(said.Outcome, said.EndedOn, now);
        return journey;
    }

    private List<string> UnknownCompanies(IEnumerable<ImportedJourney> read) =>
        [.. read.Select(journey => journey.Company).Distinct().Where(name => !_companies.ContainsKey(Naming.KeyOf(name)))];

    private async Task FindCompaniesAsync(IEnumerable<ImportedJourney> read, CancellationToken cancellationToken)
    {
        var unknown = UnknownCompanies(read);
        foreach (var (name, company) in unknown.Zip(await register.FindAllAsync(unknown, cancellationToken)))
        {
            if (company is not null)
            {
                Know(name, company);
            }
        }
    }

    private async Task KnowCompaniesAsync(IEnumerable<ImportedJourney> read, CancellationToken cancellationToken)
    {
        var unknown = UnknownCompanies(read);
        foreach (var (name, company) in unknown.Zip(await register.FindOrAddAsync(unknown, cancellationToken)))
        {
            Know(name, company);
        }
    }

    private void Know(string name, Company company)
    {
        _companies[Naming.KeyOf(name)] = company.Id;
        if (company.IsArchived)
        {
            _archived.Add(company.Id);
        }
    }

    private async Task KnowTouchpointsAsync(
        IEnumerable<(Guid Company, ImportedJourney Read)> rows, CancellationToken cancellationToken)
    {
        var unknown = rows
            .SelectMany(row => row.Read.Moments, (row, moment) => (row.Company, moment.Touchpoint, moment.Channel))
            .DistinctBy(named => (named.Company, named.Touchpoint))
            .Where(named => !_touchpoints.ContainsKey((named.Company, Naming.KeyOf(named.Touchpoint))))
            .Select(named => new NamedTouchpoint(named.Company, named.Touchpoint, named.Touchpoint, null, named.Channel)
            {
                State = NameState.Kept,
            })
            .ToList();
        foreach (var (named, touchpoint) in unknown.Zip(await register.FindOrAddTouchpointsAsync(unknown, cancellationToken)))
        {
            _touchpoints[(named.CompanyId, Naming.KeyOf(named.Name))] = touchpoint.CountedId;
        }
    }

    private async Task KnowProductsAsync(
        IEnumerable<(Guid Company, ImportedJourney Read)> rows, CancellationToken cancellationToken)
    {
        var unknown = rows
            .Where(row => row.Read.Product is not null)
            .Select(row => (row.Company, Product: row.Read.Product!))
            .Distinct()
            .Where(named => !_products.ContainsKey((named.Company, Naming.KeyOf(named.Product))))
            .ToList();
        foreach (var (named, product) in unknown.Zip(await register.FindOrAddProductsAsync(unknown, NameState.Kept, cancellationToken)))
        {
            _products[(named.Company, Naming.KeyOf(named.Product))] = product.CountedId;
        }
    }
}

/// <summary>What an import does with the journeys that it read.</summary>
internal sealed class ImportWritten
{
    public List<(Guid Company, ImportedJourney Read)> Added { get; } = [];

    public List<(Guid Company, ImportedJourney Read, Guid Id)> Updated { get; } = [];

    public List<ImportedJourney> Known { get; } = [];

    public List<(ImportedJourney Read, Refusal Reason)> Refused { get; } = [];
}
