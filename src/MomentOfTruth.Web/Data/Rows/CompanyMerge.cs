using MomentOfTruth.Domain.Companies;

namespace MomentOfTruth.Web.Data;

/// <summary>
/// That a company was merged into another, and what is needed to take it back. Written only by <see cref="CompanyMerger"/>. While it can be
/// taken back, the lists of the merged company stay where they are; only its journeys and drafts have left it.
/// </summary>
public sealed class CompanyMerge
{
    /// <summary>For so many days a merge can be taken back.</summary>
    public const int DaysToUndo = 30;

    /// <summary>The company that was kept.</summary>
    public required Guid CompanyId { get; init; }

    public required Guid Id { get; init; }

    /// <summary>The company that was merged into it.</summary>
    public required Guid FromId { get; init; }

    public required DateTime MergedAtUtc { get; init; }

    /// <summary>When it was taken back; null unless it was.</summary>
    public DateTime? UndoneAtUtc { get; set; }
}

/// <summary>What a name of the merged company is called in the kept one.</summary>
public sealed class MergedName
{
    public required Guid CompanyId { get; init; }

    public required Guid MergeId { get; init; }

    /// <summary>The touchpoint or product in the list of the merged company.</summary>
    public required Guid NameId { get; init; }

    /// <summary>The one in the list of the kept company that stands for it.</summary>
    public required Guid NamedId { get; init; }

    /// <summary>What counts where that one is used.</summary>
    public required Guid CountedId { get; init; }

    /// <summary>Whether the kept company had no such name, and got this one.</summary>
    public required bool IsMoved { get; init; }
}

/// <summary>A journey that came with a merge.</summary>
public sealed class MergedJourney : Domain.Journeys.IOfJourney
{
    public required Guid CompanyId { get; init; }

    public required Guid JourneyId { get; init; }

    public required Guid MergeId { get; init; }
}

/// <summary>A draft that came with a merge.</summary>
public sealed class MergedDraft
{
    public required Guid CompanyId { get; init; }

    public required byte[] KeyHash { get; init; }

    public required Guid MergeId { get; init; }
}

/// <summary>A member who came with a merge, or whose role it raised.</summary>
public sealed class MergedMember
{
    public required Guid CompanyId { get; init; }

    public required Guid MergeId { get; init; }

    public required Guid UserId { get; init; }

    /// <summary>The role in the kept company before; null for none.</summary>
    public CompanyRole? Before { get; init; }

    /// <summary>The role since.</summary>
    public required CompanyRole After { get; init; }
}

/// <summary>Two companies that look alike, and of which an administrator has said that they are two.</summary>
public sealed class CompaniesApart
{
    /// <summary>The one with the smaller id.</summary>
    public required Guid CompanyId { get; init; }

    public required Guid OtherId { get; init; }
}

/// <summary>Two names of one list that look alike, and of which the company has said that they are two.</summary>
public sealed class NamesApart
{
    public required Guid CompanyId { get; init; }

    /// <summary>The one with the smaller id.</summary>
    public required Guid NameId { get; init; }

    public required Guid OtherId { get; init; }
}
