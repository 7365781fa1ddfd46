using CsCheck;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Intake;

namespace MomentOfTruth.Web.Tests.Data;

/// <summary>What customers and a company may do with its journeys and names, in any order.</summary>
internal static class RandomHistory
{
    private static readonly string[] Places = ["Call centre", "Shop", "Website", "Technician"];

    private static readonly Gen<NamedMoment> AnyMoment =
        from place in Gen.Int[0, Places.Length - 1].Select(i => Places[i])
        from tenths in Gen.Frequency((1, Gen.Const(0)), (3, Gen.Int[0, 100]))
        from days in Gen.Int[0, 400]
        select new NamedMoment(place, Channel.Store, new Score(tenths), TestData.Day.AddDays(days - 200));

    public static readonly Gen<Step> AnyStep =
        from act in Gen.Frequency((4, Gen.Const(Act.Log)), (4, Gen.Const(Act.Add)), (2, Gen.Const(Act.Move)), (2, Gen.Const(Act.Edit)), (2, Gen.Const(Act.Remove)),
            (4, Gen.Const(Act.Finish)), (1, Gen.Const(Act.Reopen)), (2, Gen.Const(Act.PutBack)), (1, Gen.Const(Act.Erase)),
            (3, Gen.Const(Act.Quiet)), (2, Gen.Const(Act.Merge)), (1, Gen.Const(Act.Undo)))
        from which in Gen.Int[0, 1000]
        from moments in AnyMoment.Array[1, 6]
        from outcome in Gen.Enum<Outcome>()
        from product in Gen.Int[0, 2].Select(i => new string?[] { null, "Modem", "Phone" }[i])
        select new Step(act, which, moments, outcome, product);

    internal enum Act
    {
        Log,
        Add,
        Move,
        Edit,
        Remove,
        Finish,
        Reopen,
        PutBack,
        Erase,

        /// <summary>All that are open finish by themselves.</summary>
        Quiet,

        /// <summary>One touchpoint is counted as another.</summary>
        Merge,

        Undo,
    }

    public static async Task<int> TakeAsync(IServiceProvider services, Guid companyId, Step step)
    {
        var log = services.GetRequiredService<JourneyWriter>();
        if (step.Act == Act.Log)
        {
            await log.LogAsync(companyId, new JourneyEntry(step.Moments, step.Product), ReceiptCode.New(), null, default);
            return 0;
        }

        var db = services.GetRequiredService<AppDbContext>();
        var ids = await db.JourneysOf(companyId).OrderBy(j => j.Id).Select(j => new { j.Id, j.Version }).ToListAsync();
        if (ids.Count == 0)
        {
            return 0;
        }

        if (step.Act == Act.Quiet)
        {
            await log.FinishQuietAsync(companyId, DateTime.UtcNow.AddDays(1), 100, default);
            return 0;
        }

        if (step.Act is Act.Merge or Act.Undo)
        {
            var names = await db.Touchpoints.Where(t => t.CompanyId == companyId).OrderBy(t => t.Id).Select(t => t.Id).ToListAsync();
            var (name, other) = (names[step.Which % names.Count], names[step.Which / 7 % names.Count]);
            var companyNames = services.GetRequiredService<CompanyNames>();
            await companyNames.DecideAsync<Touchpoint>(companyId, other, NameDecision.Keep, null, default);
            await companyNames.DecideAsync<Touchpoint>(
                companyId, name, step.Act == Act.Merge ? NameDecision.Merge : NameDecision.Undo, other, default);
            return 0;
        }

        var chosen = ids[step.Which % ids.Count];
        var key = new JourneyKey(companyId, chosen.Id);
        if (step.Act == Act.Erase)
        {
            await log.EraseAsync(key, null, default);
            return 0;
        }

        if (step.Act == Act.PutBack)
        {
            var removal = await db.MomentRevisions.Of(key).Where(r => r.Kind == RevisionKind.Removed)
                .MaxAsync(r => (int?)r.Version) ?? 0;
            await services.GetRequiredService<MomentWriter>().PutBackAsync(key, chosen.Version, removal, default);
            return 0;
        }

        await log.ChangeAsync(key, chosen.Version, (journey, _) => Task.FromResult(Change(journey, step)), default);
        return 0;
    }

    private static bool Change(Journey journey, Step step)
    {
        var position = (step.Which % journey.Moments.Count) + 1;
        var there = journey.Moments[position - 1];
        switch (step.Act)
        {
            case Act.Reopen when journey.IsFinished:
                journey.Reopen();
                return true;
            case Act.Finish when journey.MayGoOn:
                journey.Finish(step.Outcome, journey.LatestMomentOn.AddDays(step.Which % 40), DateTime.UtcNow,
                    step.Outcome == Outcome.LeftForCompetitor ? "Rival: the other one" : null);
                return true;
            case Act.Add when journey.MayGoOn:
                journey.InsertByDate(Entry(step.Moments[0], there.TouchpointId));
                return true;
            case Act.Edit when journey.MayGoOn:
                journey.Edit(position, Entry(step.Moments[0], there.TouchpointId), DateTime.UtcNow);
                return true;
            case Act.Move when journey.MayGoOn:
                journey.Move(position, 1, DateTime.UtcNow);
                return true;
            case Act.Remove when journey.MayGoOn && journey.Moments.Count > 1:
                journey.Remove(position, DateTime.UtcNow);
                return true;
            default:
                return false;
        }
    }

    private static MomentEntry Entry(NamedMoment said, Guid touchpoint) => new(touchpoint, Channel.Store, said.Score, said.OccurredOn);

    internal sealed record Step(Act Act, int Which, NamedMoment[] Moments, Outcome Outcome, string? Product);
}
