using MomentOfTruth.Domain.Text;

namespace MomentOfTruth.Domain.Companies;

/// <summary>What a journey is about; optional.</summary>
public sealed class Product
{
    private Product()
    {
    }

    public Product(Guid companyId, string name)
    {
        Id = Guid.CreateVersion7();
        CompanyId = companyId;
        Name = StoredText.Required(name, Naming.MaxName);
        NameKey = Naming.KeyOf(Name);
    }

    public Guid Id { get; private set; }

    public Guid CompanyId { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Unique within the company.</summary>
    public string NameKey { get; private set; } = "";
}
