using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using MomentOfTruth.Domain.Cases;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Publications;

namespace MomentOfTruth.Web.Data;

/// <summary>
/// Makes one company of two, and two of them again. All that was told of the merged one is told of the kept one from then on: its journeys
/// with everything that hangs on them, its drafts, touchpoints, products, markers and members. Names that both have are one. The merged
/// company keeps its row, so that its names and its address lead on, and while the merge can be taken back also its lists, as they were:
/// to take it back is to bring its journeys home. One transaction each, in statements whose number does not grow with the journeys.
/// </summary>
public sealed class CompanyMerger(AppDbContext db, FactsLedger ledger, SearchIndex search, TimeProvider clock)
{
    private const string
        Journeys = """IN (SELECT x."JourneyId" FROM "MergedJourneys" AS x WHERE x."CompanyId" = {0} AND x."MergeId" = {2})""",
        Drafts = """IN (SELECT x."KeyHash" FROM "MergedDrafts" AS x WHERE x."CompanyId" = {0} AND x."MergeId" = {2})""",
        OfJourneys = $"""s."JourneyId" {Journeys}""",
        OfPublications = """s."PublicationId" IN (SELECT p."Id" FROM "Publications" AS p WHERE p."CompanyId" = {0} AND """
            + $"""p."JourneyId" {Journeys})""",
        OfPhotos = $"""(s."JourneyId" {Journeys} OR s."DraftKeyHash" {Drafts})""",
        OfPhotoFiles = """s."PhotoId" IN (SELECT p."Id" FROM "Photos" AS p WHERE p."CompanyId" = {0} AND """
            + $"""(p."JourneyId" {Journeys} OR p."DraftKeyHash" {Drafts}))""";

    // Which rows follow the journeys, those that others refer to first, and by which condition.
    private static readonly IReadOnlyList<(Type Type, string Of, (string Named, string Counted)? Name)> Follow =
    [
        (typeof(Journey), $"""s."Id" {Journeys}""", ("NamedProductId", "ProductId")),
        (typeof(Moment), OfJourneys, ("NamedTouchpointId", "TouchpointId")),
        (typeof(MomentRevision), OfJourneys, ("NamedTouchpointId", "TouchpointId")),
        (typeof(Contact), OfJourneys, null),
        (typeof(PushSubscription), OfJourneys, null),
        (typeof(Case), OfJourneys, null),
        (typeof(Reply), OfJourneys, null),
        (typeof(CaseNote), OfJourneys, null),
        (typeof(Publication), OfJourneys, null),
        (typeof(PublicationReport), OfPublications, null),
        (typeof(ModerationTask), OfPublications, null),
        (typeof(BatchJourney), OfJourneys, null),
        (typeof(Draft), $"""s."KeyHash" {Drafts}""", null),
        (typeof(Photo), OfPhotos, null),
        (typeof(PhotoFile), OfPhotoFiles, null),
        (typeof(MergedJourney), OfJourneys, null),
        (typeof(MergedDraft), $"""s."KeyHash" {Drafts}""", null),
    ];

    /// <summary>
    /// What becomes of the rows of a merged company, table by table. A test holds that every table of a company is here.
    /// </summary>
    public static IReadOnlyDictionary<Type, MergedRows> Tables { get; } = new Dictionary<Type, MergedRows>(
        Follow.Select(table => KeyValuePair.Create(table.Type, MergedRows.Follow)))
    {
        // Their key does not begin with the company; the entries of the index depend on it.
        [typeof(Receipt)] = MergedRows.Follow,

        // Decisions outlast their publication; those on one that is still there go with it.
        [typeof(PublicationDecision)] = MergedRows.Follow,

        // Whoever uses the one, or is accepted by the other, joins the kept company.
        [typeof(Invitation)] = MergedRows.Stay,
        [typeof(CompanyClaim)] = MergedRows.Stay,

        // The kept company answers in its own words. Cases hold the words of their root causes.
        [typeof(CannedReply)] = MergedRows.Stay,
        [typeof(RootCause)] = MergedRows.Stay,
        [typeof(SearchEntry)] = MergedRows.Follow,
        [typeof(Touchpoint)] = MergedRows.Copied,
        [typeof(Product)] = MergedRows.Copied,
        [typeof(Marker)] = MergedRows.Copied,
        [typeof(Membership)] = MergedRows.Copied,
        [typeof(BatchName)] = MergedRows.Copied,
        [typeof(Erasures)] = MergedRows.Copied,
        [typeof(FactRow)] = MergedRows.Reckoned,
        [typeof(LedgerVersion)] = MergedRows.Stay,
        [typeof(CompanyAlias)] = MergedRows.Stay,
        [typeof(CompanyMerge)] = MergedRows.Stay,
        [typeof(MergedName)] = MergedRows.Stay,
        [typeof(MergedMember)] = MergedRows.Stay,
        [typeof(AuditRecord)] = MergedRows.Stay,
        [typeof(AuditChain)] = MergedRows.Stay,
        [typeof(CompaniesApart)] = MergedRows.Stay,
        [typeof(NamesApart)] = MergedRows.Stay,
    };

    /// <summary>Merges a company into another. Returns the merge, or null if one of them is not there or is merged already.</summary>
    public Task<CompanyMerge?> MergeAsync(Guid fromId, Guid intoId, CancellationToken cancellationToken) =>
        db.WriteAsync(transaction => MergeAsync(fromId, intoId, transaction, cancellationToken), cancellationToken);

    /// <summary>
    /// Takes a merge back. What was told of the kept company since stays there, and so does who has joined it. Returns false if it is too
    /// late, or the kept company has been merged itself.
    /// </summary>
    public Task<bool> UndoAsync(Guid mergeId, CancellationToken cancellationToken) =>
        db.WriteAsync(transaction => UndoAsync(mergeId, transaction, cancellationToken), cancellationToken);

    /// <summary>
    /// Forgets what would be needed to take merges back for which it is too late, and returns their number. The names and the address of a
    /// merged company go on leading to the kept one.
    /// </summary>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var oldest = clock.GetUtcNow().UtcDateTime.AddDays(-CompanyMerge.DaysToUndo);
        var old = await db.CompanyMerges.AsNoTracking()
            .Where(m => m.UndoneAtUtc == null ? m.MergedAtUtc < oldest : m.UndoneAtUtc < oldest)
            .OrderBy(m => m.MergedAtUtc)
            .Take(100)
            .ToListAsync(cancellationToken);
        foreach (var merge in old)
        {
            await db.WriteAsync(transaction => ForgetAsync(merge, transaction, cancellationToken), cancellationToken);
        }

        return old.Count;
    }

    private async Task<CompanyMerge?> MergeAsync(
        Guid fromId, Guid intoId, IDbContextTransaction transaction, CancellationToken cancellationToken)
    {
        db.TakeTime();
        await db.LockCompaniesAsync(fromId, intoId, null, cancellationToken);
        var companies = await db.Companies.Where(c => c.Id == fromId || c.Id == intoId).ToListAsync(cancellationToken);
        var (from, into) = (companies.Find(c => c.Id == fromId), companies.Find(c => c.Id == intoId));
        if (from is null || into is null || from == into || from.MergedIntoId is not null || into.MergedIntoId is not null)
        {
            return null;
        }

        var merge = new CompanyMerge
        {
            CompanyId = intoId,
            Id = Guid.CreateVersion7(),
            FromId = fromId,
            MergedAtUtc = clock.GetUtcNow().UtcDateTime,
        };
        from.MergeInto(into);
        db.Add(merge);
        await db.SaveChangesAsync(cancellationToken);
        db.ChangeTracker.Clear();

        var move = new Move(fromId, intoId, merge.Id, intoId, merge.Id);
        await RunAsync(move, """
            INSERT INTO "MergedJourneys" ("CompanyId", "JourneyId", "MergeId") SELECT {0}, j."Id", {2} FROM "Journeys" AS j
            WHERE j."CompanyId" = {0}
            """, cancellationToken);
        await RunAsync(move, """
            INSERT INTO "MergedDrafts" ("CompanyId", "KeyHash", "MergeId") SELECT {0}, d."KeyHash", {2} FROM "Drafts" AS d
            WHERE d."CompanyId" = {0}
            """, cancellationToken);
        await NameAsync<Touchpoint>(merge, cancellationToken);
        await NameAsync<Product>(merge, cancellationToken);
        await MoveAsync(move, cancellationToken);
        await CopyListsAsync(move, cancellationToken);

        await db.Facts.Where(f => f.CompanyId == fromId).ExecuteDeleteAsync(cancellationToken);
        await RaiseAsync(fromId, cancellationToken);
        await ledger.AddAsync(await ledger.RecountAsync(CameWith(merge), false, cancellationToken), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return merge;
    }

    private async Task<bool> UndoAsync(Guid mergeId, IDbContextTransaction transaction, CancellationToken cancellationToken)
    {
        db.TakeTime();
        var (now, oldest) = (clock.GetUtcNow().UtcDateTime, clock.GetUtcNow().UtcDateTime.AddDays(-CompanyMerge.DaysToUndo));
        var merge = await db.CompanyMerges.AsNoTracking()
            .SingleOrDefaultAsync(m => m.Id == mergeId && m.UndoneAtUtc == null && m.MergedAtUtc >= oldest, cancellationToken);
        if (merge is null)
        {
            return false;
        }

        await db.LockCompaniesAsync(merge.CompanyId, merge.FromId, merge.Id, cancellationToken);
        var companies = await db.Companies
            .Where(c => c.Id == merge.FromId || c.Id == merge.CompanyId).ToDictionaryAsync(c => c.Id, cancellationToken);
        var (from, kept) = (companies[merge.FromId], companies[merge.CompanyId]);
        if (from.MergedIntoId != kept.Id || kept.MergedIntoId is not null
            || await db.CompanyMerges.Where(m => m.Id == mergeId && m.UndoneAtUtc == null)
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.UndoneAtUtc, now), cancellationToken) != 1)
        {
            return false;
        }

        from.MergeInto(null);
        await db.SaveChangesAsync(cancellationToken);
        db.ChangeTracker.Clear();

        var gone = await ledger.RecountAsync(CameWith(merge), true, cancellationToken);
        var back = new Move(kept.Id, from.Id, merge.Id, from.Id, Guid.CreateVersion7());
        await NameBackAsync<Touchpoint>(merge, back, await UsedTouchpointsAsync(back, cancellationToken), cancellationToken);
        await NameBackAsync<Product>(merge, back, await UsedProductsAsync(merge, cancellationToken), cancellationToken);
        await MoveAsync(back, cancellationToken);
        await ClearListsAsync(merge, back, cancellationToken);
        await RestoreMembersAsync(merge, cancellationToken);
        await db.MergedNames.Where(n => n.CompanyId == from.Id && n.MergeId == back.Names).ExecuteDeleteAsync(cancellationToken);
        await db.MergedNames.Where(n => n.CompanyId == kept.Id && n.MergeId == merge.Id).ExecuteDeleteAsync(cancellationToken);
        await db.MergedJourneys.Where(j => j.CompanyId == from.Id && j.MergeId == merge.Id).ExecuteDeleteAsync(cancellationToken);
        await db.MergedDrafts.Where(d => d.CompanyId == from.Id && d.MergeId == merge.Id).ExecuteDeleteAsync(cancellationToken);

        await ledger.AddAsync(gone, cancellationToken);
        await ledger.AddAsync(await ledger.RecountAsync(db.JourneysOf(from.Id), false, cancellationToken), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private IQueryable<Journey> CameWith(CompanyMerge merge) => db.JourneysOf(merge.CompanyId).Where(j =>
        db.MergedJourneys.Any(m => m.CompanyId == merge.CompanyId && m.JourneyId == j.Id && m.MergeId == merge.Id));

    // The journeys and drafts that came with the merge, and all that hangs on them, from one company to the other.
    private async Task MoveAsync(Move move, CancellationToken cancellationToken)
    {
        foreach (var (type, of, name) in Follow)
        {
            await RunAsync(move, InsertOf(move, type, of, name), cancellationToken);
        }

        // Where two names are one from now on, zeros at both of them are zeros at one touchpoint.
        await RunAsync(move, $$"""
            UPDATE "Journeys" SET
            "Facts_KillerTouchpointId" = (SELECT m."TouchpointId" FROM "Moments" AS m WHERE m."CompanyId" = {1}
                AND m."JourneyId" = "Journeys"."Id" AND m."Position" = "Journeys"."Facts_KilledAt"),
            "Facts_SoleKillerTouchpointId" = (SELECT m."TouchpointId" FROM "Moments" AS m WHERE m."CompanyId" = {1}
                AND m."JourneyId" = "Journeys"."Id" AND m."Score" = 0 AND NOT EXISTS (
                    SELECT 1 FROM "Moments" AS o WHERE o."CompanyId" = {1} AND o."JourneyId" = m."JourneyId" AND o."Score" = 0
                    AND o."TouchpointId" <> m."TouchpointId") LIMIT 1)
            WHERE "CompanyId" = {1} AND "Facts_Zeros" > 0 AND "Id" {{Journeys}}
            """, cancellationToken);
        await RunAsync(move, $$"""
            UPDATE "Receipts" SET "CompanyId" = {1} WHERE "CompanyId" = {0} AND "JourneyId" {{Journeys}}
            """, cancellationToken);
        await RunAsync(move, $$"""
            UPDATE "PublicationDecisions" SET "CompanyId" = {1} WHERE "CompanyId" = {0} AND "PublicationId" IN (
                SELECT p."Id" FROM "Publications" AS p WHERE p."CompanyId" = {0} AND p."JourneyId" {{Journeys}})
            """, cancellationToken);
        await search.MoveAsync(move.From, move.To, move.Merge, cancellationToken);
        await RenameInBatchesAsync(move, cancellationToken);

        // What hangs on them goes with them.
        await RunAsync(move, $$"""DELETE FROM "Drafts" WHERE "CompanyId" = {0} AND "KeyHash" {{Drafts}}""", cancellationToken);
        await RunAsync(move, $$"""DELETE FROM "Journeys" WHERE "CompanyId" = {0} AND "Id" {{Journeys}}""", cancellationToken);
    }

    // Every column as it is, except for the company and what counts.
    private string InsertOf(Move move, Type type, string of, (string Named, string Counted)? name)
    {
        var entity = db.Model.FindEntityType(type)!;
        var columns = BulkColumn.Of(entity).Select(column => column.Name).ToList();
        var values = columns.Select(column => column switch
        {
            "CompanyId" => "{1}",
            "ImportKey" => ImportKeyOf(move),
            _ when name is { } n && column == n.Named => """CASE WHEN n."NamedId" <> n."CountedId" THEN n."NamedId" END""",
            _ when name is { } n && column == n.Counted => $"""COALESCE(n."CountedId", s."{n.Counted}")""",
            _ => $"""s."{column}" """,
        });
        var join = name is not { } names ? ""
            : """ LEFT JOIN "MergedNames" AS n ON n."CompanyId" = {3} AND n."MergeId" = {4} """
                + $"""AND n."NameId" = COALESCE(s."{names.Named}", s."{names.Counted}")""";
        return $$"""
            INSERT INTO "{{entity.GetTableName()}}" ({{string.Join(", ", columns.Select(column => $"\"{column}\""))}})
            SELECT {{string.Join(", ", values)}} FROM "{{entity.GetTableName()}}" AS s{{join}} WHERE s."CompanyId" = {0} AND {{of}}
            """;
    }

    // Both companies may have a row of one file. The merged one's is told apart by a sign of the merge, until it goes home. It is a part of
    // the merge's id and nothing that anybody typed.
    private static string ImportKeyOf(Move move)
    {
        var sign = move.Merge.ToString("N")[^4..] + "=";
        return move.IsBack
            ? $"""CASE WHEN s."ImportKey" LIKE '{sign}%' THEN SUBSTR(s."ImportKey", {sign.Length + 1}) ELSE s."ImportKey" END"""
            : """CASE WHEN EXISTS (SELECT 1 FROM "Journeys" AS k WHERE k."CompanyId" = {1} AND k."ImportKey" = s."ImportKey") """
                + $"""THEN '{sign}' || s."ImportKey" ELSE s."ImportKey" END""";
    }

    // The lists of the merged company stay; the kept one gets what it lacks.
    private async Task CopyListsAsync(Move move, CancellationToken cancellationToken)
    {
        var markers = InsertOf(move, typeof(Marker), "1 = 1", null)
            .Replace("s.\"TouchpointId\" ", """COALESCE(n."CountedId", s."TouchpointId")""", StringComparison.Ordinal)
            .Replace("AS s WHERE", """
                AS s LEFT JOIN "MergedNames" AS n ON n."CompanyId" = {3} AND n."MergeId" = {4} AND n."NameId" = s."TouchpointId" WHERE
                """, StringComparison.Ordinal);
        await RunAsync(move, markers + """
             AND NOT EXISTS (SELECT 1 FROM "Markers" AS k WHERE k."CompanyId" = {1} AND k."Id" = s."Id")
            """, cancellationToken);
        await RunAsync(move, InsertOf(move, typeof(BatchName), """
            s."NameId" IN (SELECT n."NameId" FROM "MergedNames" AS n WHERE n."CompanyId" = {1} AND n."MergeId" = {2} AND n."IsMoved")
            AND NOT EXISTS (SELECT 1 FROM "BatchNames" AS k
                WHERE k."CompanyId" = {1} AND k."BatchId" = s."BatchId" AND k."NameId" = s."NameId")
            """, null), cancellationToken);
        await RunAsync(move, """
            INSERT INTO "Erasures" ("CompanyId", "Month", "N") SELECT {1}, e."Month", e."N" FROM "Erasures" AS e WHERE e."CompanyId" = {0}
            ON CONFLICT ("CompanyId", "Month") DO UPDATE SET "N" = "Erasures"."N" + excluded."N"
            """, cancellationToken);
        await RunAsync(move, """
            INSERT INTO "MergedMembers" ("CompanyId", "MergeId", "UserId", "Before", "After")
            SELECT {1}, {2}, s."UserId", k."Role", CASE WHEN k."Role" > s."Role" THEN k."Role" ELSE s."Role" END
            FROM "Memberships" AS s LEFT JOIN "Memberships" AS k ON k."CompanyId" = {1} AND k."UserId" = s."UserId"
            WHERE s."CompanyId" = {0}
            """, cancellationToken);
        await RunAsync(move, InsertOf(move, typeof(Membership), """
            NOT EXISTS (SELECT 1 FROM "Memberships" AS k WHERE k."CompanyId" = {1} AND k."UserId" = s."UserId")
            """, null), cancellationToken);
        await RunAsync(move, """
            UPDATE "Memberships" SET "Role" = (SELECT m."After" FROM "MergedMembers" AS m
                WHERE m."CompanyId" = {1} AND m."MergeId" = {2} AND m."UserId" = "Memberships"."UserId")
            WHERE "CompanyId" = {1} AND "UserId" IN (SELECT m."UserId" FROM "MergedMembers" AS m
                WHERE m."CompanyId" = {1} AND m."MergeId" = {2} AND m."Before" < m."After")
            """, cancellationToken);
    }

    // What the kept company got of the lists, and does not need without the journeys, goes again.
    private async Task ClearListsAsync(CompanyMerge merge, Move back, CancellationToken cancellationToken)
    {
        await RunAsync(back, """
            DELETE FROM "Markers" WHERE "CompanyId" = {0} AND "Id" IN (SELECT m."Id" FROM "Markers" AS m WHERE m."CompanyId" = {1})
            """, cancellationToken);
        await RunAsync(back, """
            DELETE FROM "BatchNames" WHERE "CompanyId" = {0} AND EXISTS (SELECT 1 FROM "BatchNames" AS b
                WHERE b."CompanyId" = {1} AND b."BatchId" = "BatchNames"."BatchId" AND b."NameId" = "BatchNames"."NameId")
            """, cancellationToken);
        await RunAsync(back, """
            UPDATE "Erasures" SET "N" = "N" - (SELECT e."N" FROM "Erasures" AS e
                WHERE e."CompanyId" = {1} AND e."Month" = "Erasures"."Month")
            WHERE "CompanyId" = {0} AND "Month" IN (SELECT e."Month" FROM "Erasures" AS e WHERE e."CompanyId" = {1})
            """, cancellationToken);
        await db.Erasures.Where(e => e.CompanyId == merge.CompanyId && e.N <= 0).ExecuteDeleteAsync(cancellationToken);

        var moved = db.MergedNames.Where(n => n.CompanyId == merge.CompanyId && n.MergeId == merge.Id && n.IsMoved);
        var touchpoints = db.Touchpoints.Where(t => t.CompanyId == merge.CompanyId && moved.Any(n => n.NameId == t.Id)
            && !db.Moments.Any(m => m.CompanyId == t.CompanyId && (m.TouchpointId == t.Id || m.NamedTouchpointId == t.Id))
            && !db.MomentRevisions.Any(r => r.CompanyId == t.CompanyId && (r.TouchpointId == t.Id || r.NamedTouchpointId == t.Id))
            && !db.Markers.Any(m => m.CompanyId == t.CompanyId && m.TouchpointId == t.Id));
        await touchpoints.Where(t => t.State == NameState.Merged).ExecuteDeleteAsync(cancellationToken);
        await touchpoints.Where(t => !db.Touchpoints.Any(o => o.CompanyId == t.CompanyId && o.MergedIntoId == t.Id))
            .ExecuteDeleteAsync(cancellationToken);
        var products = db.Products.Where(p => p.CompanyId == merge.CompanyId && moved.Any(n => n.NameId == p.Id)
            && !db.Journeys.Any(j => j.CompanyId == p.CompanyId && (j.ProductId == p.Id || j.NamedProductId == p.Id)));
        await products.Where(p => p.State == NameState.Merged).ExecuteDeleteAsync(cancellationToken);
        await products.Where(p => !db.Products.Any(o => o.CompanyId == p.CompanyId && o.MergedIntoId == p.Id))
            .ExecuteDeleteAsync(cancellationToken);
    }

    // Whoever has left the kept company since is a member of neither; whose role was changed since keeps that one there.
    private async Task RestoreMembersAsync(CompanyMerge merge, CancellationToken cancellationToken)
    {
        var came = db.MergedMembers.Where(m => m.CompanyId == merge.CompanyId && m.MergeId == merge.Id);
        var members = db.Memberships.Where(m => m.CompanyId == merge.CompanyId);
        await db.Memberships
            .Where(m => m.CompanyId == merge.FromId && !members.Any(k => k.UserId == m.UserId))
            .ExecuteDeleteAsync(cancellationToken);
        await members
            .Where(m => came.Any(c => c.UserId == m.UserId && c.Before == null && c.After == m.Role))
            .ExecuteDeleteAsync(cancellationToken);
        foreach (var role in Enum.GetValues<CompanyRole>().Where(role => role != CompanyRole.Owner))
        {
            await members
                .Where(m => came.Any(c => c.UserId == m.UserId && c.Before == role && c.After == m.Role))
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.Role, role), cancellationToken);
        }

        await came.ExecuteDeleteAsync(cancellationToken);
    }

    // Says of each name of the merged company what it is called in the kept one, and adds there what it lacks.
    private async Task NameAsync<T>(CompanyMerge merge, CancellationToken cancellationToken)
        where T : ListedName
    {
        var (from, kept) = (await NamesAsync<T>(merge.FromId, cancellationToken), await NamesAsync<T>(merge.CompanyId, cancellationToken));
        var (byId, byKey) = (kept.ToDictionary(k => k.Id), kept.ToDictionary(k => k.NameKey, StringComparer.Ordinal));
        var byKorean = kept.Where(k => k.KoreanNameKey is not null).ToLookup(k => k.KoreanNameKey!, StringComparer.Ordinal);
        var named = new Dictionary<Guid, MergedName>();
        foreach (var name in from)
        {
            var same = byId.GetValueOrDefault(name.Id) ?? byKey.GetValueOrDefault(name.NameKey);
            var meant = same ?? byKorean[name.NameKey].FirstOrDefault()
                ?? (name.KoreanNameKey is { } korean ? byKey.GetValueOrDefault(korean) ?? byKorean[korean].FirstOrDefault() : null);
            named.Add(name.Id, RowOf(merge.CompanyId, merge.Id, name.Id, same?.Id ?? name.Id, meant?.CountedId ?? name.Id, same is null));
        }

        // What counted as another one goes on doing so, unless the kept company has decided on its name.
        var rows = from.Select(name => named[name.Id] is { IsMoved: true } row && row.CountedId == name.Id && name.MergedIntoId is { } into
            ? RowOf(merge.CompanyId, merge.Id, name.Id, name.Id, named[into].CountedId, true)
            : named[name.Id]);
        await db.InsertAsync(rows, cancellationToken);

        var entity = db.Model.FindEntityType(typeof(T))!;
        var (last, table) = (kept.Select(k => k.Position).DefaultIfEmpty().Max(), entity.GetTableName());
        var move = new Move(merge.FromId, merge.CompanyId, merge.Id, merge.CompanyId, merge.Id);
        var insert = InsertOf(move, typeof(T), """
            s."Id" IN (SELECT n."NameId" FROM "MergedNames" AS n WHERE n."CompanyId" = {1} AND n."MergeId" = {2} AND n."IsMoved")
            """, null)
            .Replace("s.\"MergedIntoId\" ", "NULL", StringComparison.Ordinal)
            .Replace("s.\"Position\" ", FormattableString.Invariant($"s.\"Position\" + {(last == 0 ? 0 : last + 1)}"),
                StringComparison.Ordinal);
        await RunAsync(move, insert, cancellationToken);
        await RunAsync(move, $$"""
            UPDATE "{{table}}" SET "State" = {{(int)NameState.Merged}}, "MergedIntoId" = (SELECT n."CountedId" FROM "MergedNames" AS n
                WHERE n."CompanyId" = {1} AND n."MergeId" = {2} AND n."NameId" = "{{table}}"."Id")
            WHERE "CompanyId" = {1} AND "Id" IN (SELECT n."NameId" FROM "MergedNames" AS n
                WHERE n."CompanyId" = {1} AND n."MergeId" = {2} AND n."IsMoved" AND n."CountedId" <> n."NameId")
            """, cancellationToken);
    }

    // Says of each name that is used in what goes home what it is called there. What was named since is added there.
    private async Task NameBackAsync<T>(CompanyMerge merge, Move back, List<Guid> used, CancellationToken cancellationToken)
        where T : ListedName
    {
        var home = (await NamesAsync<T>(back.To, cancellationToken)).ToDictionary(name => name.Id);
        var byKey = home.Values.ToDictionary(name => name.NameKey, StringComparer.Ordinal);
        var came = (await db.MergedNames.AsNoTracking()
                .Where(n => n.CompanyId == merge.CompanyId && n.MergeId == merge.Id).ToListAsync(cancellationToken))
            .Where(n => home.ContainsKey(n.NameId))
            .GroupBy(n => n.NamedId)
            .ToDictionary(n => n.Key, n => n.First().NameId);
        var here = (await NamesAsync<T>(back.From, cancellationToken)).ToDictionary(name => name.Id);
        var (rows, added) = (new List<MergedName>(), new List<Guid>());
        foreach (var id in used)
        {
            if (came.TryGetValue(id, out var named) || byKey.TryGetValue(here[id].NameKey, out var same) && (named = same.Id) != default)
            {
                rows.Add(RowOf(back.To, back.Names, id, named, home[named].CountedId, false));
            }
            else
            {
                added.Add(id);
                rows.Add(RowOf(back.To, back.Names, id, id, id, true));
            }
        }

        await db.InsertAsync(rows, cancellationToken);
        if (added.Count > 0)
        {
            var insert = InsertOf(back, typeof(T), """
                s."Id" IN (SELECT n."NameId" FROM "MergedNames" AS n WHERE n."CompanyId" = {3} AND n."MergeId" = {4} AND n."IsMoved")
                """, null)
                .Replace("s.\"MergedIntoId\" ", "NULL", StringComparison.Ordinal)
                .Replace("s.\"State\" ", FormattableString.Invariant(
                    $"CASE WHEN s.\"State\" = {(int)NameState.Merged} THEN {(int)NameState.Proposed} ELSE s.\"State\" END"),
                    StringComparison.Ordinal);
            await RunAsync(back, insert, cancellationToken);
        }
    }

    private async Task<List<Guid>> UsedTouchpointsAsync(Move move, CancellationToken cancellationToken)
    {
        var came = db.MergedJourneys.Where(j => j.CompanyId == move.From && j.MergeId == move.Merge);
        return await db.Moments
            .Where(m => m.CompanyId == move.From && came.Any(j => j.JourneyId == m.JourneyId))
            .Select(m => m.NamedTouchpointId ?? m.TouchpointId)
            .Union(db.MomentRevisions
                .Where(r => r.CompanyId == move.From && came.Any(j => j.JourneyId == r.JourneyId))
                .Select(r => r.NamedTouchpointId ?? r.TouchpointId))
            .ToListAsync(cancellationToken);
    }

    private Task<List<Guid>> UsedProductsAsync(CompanyMerge merge, CancellationToken cancellationToken) => CameWith(merge)
        .Where(j => j.ProductId != null)
        .Select(j => j.NamedProductId ?? j.ProductId!.Value)
        .Distinct()
        .ToListAsync(cancellationToken);

    private Task<List<Known>> NamesAsync<T>(Guid companyId, CancellationToken cancellationToken)
        where T : ListedName => db.Set<T>().AsNoTracking()
        .Where(n => n.CompanyId == companyId)
        .OrderBy(n => n.Id)
        .Select(n => new Known(n.Id, n.NameKey, n.KoreanNameKey, n.MergedIntoId, n.Position))
        .ToListAsync(cancellationToken);

    // What an import changed remembers what was there before, for the way back.
    private async Task RenameInBatchesAsync(Move move, CancellationToken cancellationToken)
    {
        var remembering = db.BatchJourneys.Where(b => b.CompanyId == move.To && b.Before != null
            && db.MergedJourneys.Any(j => j.CompanyId == move.From && j.MergeId == move.Merge && j.JourneyId == b.JourneyId));
        if (!await remembering.AnyAsync(cancellationToken))
        {
            return;
        }

        var renamed = await db.MergedNames.AsNoTracking()
            .Where(n => n.CompanyId == move.NamesOf && n.MergeId == move.Names && n.NameId != n.CountedId)
            .ToListAsync(cancellationToken);
        foreach (var name in renamed)
        {
            var (old, now) = ($"{name.NameId}", $"{name.CountedId}");
            await remembering.Where(b => b.Before!.Contains(old))
                .ExecuteUpdateAsync(set => set.SetProperty(b => b.Before, b => b.Before!.Replace(old, now)), cancellationToken);
        }
    }

    private Task RaiseAsync(Guid companyId, CancellationToken cancellationToken) => db.LockLedgersAsync(
        [companyId], [.. Enumerable.Range(0, db.LedgerSlots).Select(slot => (short)slot)], cancellationToken);

    private async Task<bool> ForgetAsync(CompanyMerge merge, IDbContextTransaction transaction, CancellationToken cancellationToken)
    {
        if (merge.UndoneAtUtc is null)
        {
            var from = merge.FromId;
            await db.Touchpoints.Where(t => t.CompanyId == from)
                .ExecuteUpdateAsync(set => set.SetProperty(t => t.MergedIntoId, (Guid?)null), cancellationToken);
            await db.Products.Where(p => p.CompanyId == from)
                .ExecuteUpdateAsync(set => set.SetProperty(p => p.MergedIntoId, (Guid?)null), cancellationToken);
            await db.Markers.Where(m => m.CompanyId == from).ExecuteDeleteAsync(cancellationToken);
            await db.Touchpoints.Where(t => t.CompanyId == from).ExecuteDeleteAsync(cancellationToken);
            await db.Products.Where(p => p.CompanyId == from).ExecuteDeleteAsync(cancellationToken);
            await db.Memberships.Where(m => m.CompanyId == from).ExecuteDeleteAsync(cancellationToken);
            await db.BatchNames.Where(n => n.CompanyId == from).ExecuteDeleteAsync(cancellationToken);
            await db.Erasures.Where(e => e.CompanyId == from).ExecuteDeleteAsync(cancellationToken);
            await db.NamesApart.Where(a => a.CompanyId == from).ExecuteDeleteAsync(cancellationToken);
        }

        await db.MergedNames.Where(n => n.CompanyId == merge.CompanyId && n.MergeId == merge.Id).ExecuteDeleteAsync(cancellationToken);
        await db.MergedMembers.Where(m => m.CompanyId == merge.CompanyId && m.MergeId == merge.Id).ExecuteDeleteAsync(cancellationToken);
        await db.MergedJourneys.Where(j => j.MergeId == merge.Id).ExecuteDeleteAsync(cancellationToken);
        await db.MergedDrafts.Where(d => d.MergeId == merge.Id).ExecuteDeleteAsync(cancellationToken);
        await db.CompanyMerges.Where(m => m.CompanyId == merge.CompanyId && m.Id == merge.Id).ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private Task<int> RunAsync(Move move, string statement, CancellationToken cancellationToken) => db.Database.ExecuteSqlRawAsync(
        statement,
        [db.RawId(move.From), db.RawId(move.To), db.RawId(move.Merge), db.RawId(move.NamesOf), db.RawId(move.Names)],
        cancellationToken);

    private static MergedName RowOf(Guid company, Guid merge, Guid name, Guid named, Guid counted, bool isMoved) => new()
    {
        CompanyId = company,
        MergeId = merge,
        NameId = name,
        NamedId = named,
        CountedId = counted,
        IsMoved = isMoved,
    };

    /// <param name="Merge">Whose journeys and drafts move.</param>
    /// <param name="NamesOf">The company under which what names become is written,</param>
    /// <param name="Names">and the number under which.</param>
    private sealed record Move(Guid From, Guid To, Guid Merge, Guid NamesOf, Guid Names)
    {
        /// <summary>Whether a merge is taken back.</summary>
        public bool IsBack => Names != Merge;
    }

    private sealed record Known(Guid Id, string NameKey, string? KoreanNameKey, Guid? MergedIntoId, int Position)
    {
        public Guid CountedId => MergedIntoId ?? Id;
    }
}

/// <summary>What becomes of the rows of a table when their company is merged into another.</summary>
public enum MergedRows
{
    /// <summary>They belong to the kept company from then on, and go home when the merge is taken back.</summary>
    Follow,

    /// <summary>The kept company gets what it lacks of them; they stay as they were for the way back.</summary>
    Copied,

    /// <summary>They are reckoned anew from the journeys.</summary>
    Reckoned,

    /// <summary>They go on belonging to the merged company.</summary>
    Stay,
}
