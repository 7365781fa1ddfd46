using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Cases;
using MomentOfTruth.Domain.Journeys;

namespace MomentOfTruth.Web.Data;

/// <summary>
/// Keeps right whose turn it is. It is stored, so that reading what waits costs the same however many journeys there are: every writer of a
/// journey, or of the address that a customer left with it, tells its case, in its own transaction.
/// </summary>
internal static class CaseTurns
{
    /// <summary>
    /// Tells the case of a journey what the journey says now, and opens one if it is the company's turn. The caller has locked the journey,
    /// and saves.
    /// </summary>
    /// <param name="db">The store.</param>
    /// <param name="key">The journey.</param>
    /// <param name="hasZero">Whether it has a zero.</param>
    /// <param name="atUtc">The time of the change.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async Task HearAsync(
        this AppDbContext db, JourneyKey key, bool hasZero, DateTime atUtc, CancellationToken cancellationToken)
    {
        // Nobody would read an answer to what was imported.
        var isCollapsed = hasZero && await db.Receipts.Of(key).AnyAsync(cancellationToken);
        var wantsAnswer = await db.Contacts.Of(key).AnyAsync(cancellationToken);
        var found = await db.Cases.Of(key).SingleOrDefaultAsync(cancellationToken);
        if (found is not null && (found.IsCollapsed, found.WantsAnswer) != (isCollapsed, wantsAnswer))
        {
            found.Hear(isCollapsed, wantsAnswer, atUtc);
        }
        else if (found is null && Begun(key, isCollapsed, wantsAnswer, atUtc) is { } begun)
        {
            db.Add(begun);
        }
    }

    /// <summary>The case of a journey that has none yet; null if it is not the company's turn.</summary>
    public static Case? Begun(JourneyKey key, bool isCollapsed, bool wantsAnswer, DateTime atUtc)
    {
        if (!isCollapsed && !wantsAnswer)
        {
            return null;
        }

        var begun = new Case(key, atUtc);
        begun.Hear(isCollapsed, wantsAnswer, atUtc);
        return begun;
    }
}
