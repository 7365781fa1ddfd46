using MomentOfTruth.Domain.Text;

namespace MomentOfTruth.Domain.Companies;

/// <summary>A kind of contact of one company, such as "Call centre: sales".</summary>
public sealed class Touchpoint
{
    private Touchpoint()
    {
    }

    public Touchpoint(Guid companyId, string name, Channel channel, string? koreanName = null)
    {
        Id = Guid.CreateVersion7();
        CompanyId = companyId;
        Name = StoredText.Required(name, Naming.MaxName);
        KoreanName = StoredText.Optional(koreanName, Naming.MaxName);
        NameKey = Naming.KeyOf(Name);
        KoreanNameKey = KoreanName is null ? null : Naming.KeyOf(KoreanName);
        Channel = Enum.IsDefined(channel) ? channel : throw new ArgumentOutOfRangeException(nameof(channel), channel, "No such channel.");
    }

    public Guid Id { get; private set; }

    public Guid CompanyId { get; private set; }

    public string Name { get; private set; } = "";

    public string? KoreanName { get; private set; }

    /// <summary>Unique within the company.</summary>
    public string NameKey { get; private set; } = "";

    public string? KoreanNameKey { get; private set; }

    public Channel Channel { get; private set; }
}
