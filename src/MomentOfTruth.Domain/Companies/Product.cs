namespace MomentOfTruth.Domain.Companies;

/// <summary>What a journey is about; optional.</summary>
public sealed class Product : ListedName
{
    private Product()
    {
    }

    public Product(Guid companyId, string name, NameState state = NameState.Kept, string? koreanName = null)
        : base(companyId, name, koreanName, state)
    {
    }
}
