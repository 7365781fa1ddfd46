using MomentOfTruth.Domain.Text;

namespace MomentOfTruth.Domain.Companies;

/// <summary>Another name of a company, by which people find it: a former one, or how everybody calls it.</summary>
public sealed class CompanyAlias
{
    /// <summary>A company has at most so many.</summary>
    public const int Most = 20;

    private CompanyAlias()
    {
    }

    public CompanyAlias(Guid companyId, string name)
    {
        (CompanyId, Name) = (companyId, StoredText.RequiredName(name, Naming.MaxName));
        (NameKey, SearchKey) = (Naming.KeyOf(Name), NameSearch.KeyOf(Name));
    }

    public Guid CompanyId { get; private set; }

    /// <summary>No two companies have the same.</summary>
    public string NameKey { get; private set; } = "";

    public string Name { get; private set; } = "";

    /// <summary>By what people find it while they type, see <see cref="NameSearch"/>.</summary>
    public string SearchKey { get; private set; } = "";
}
