using MomentOfTruth.Domain.Text;

namespace MomentOfTruth.Domain.Companies;

/// <summary>A kind of contact of one company, such as "Call centre: sales".</summary>
public sealed class Touchpoint : ListedName
{
    private Touchpoint()
    {
    }

    public Touchpoint(Guid companyId, string name, Channel channel, string? koreanName = null, NameState state = NameState.Kept)
        : base(companyId, name, state)
    {
        KoreanName = StoredText.OptionalName(koreanName, Naming.MaxName);
        KoreanNameKey = KoreanName is null ? null : Naming.KeyOf(KoreanName);
        Channel = Enum.IsDefined(channel) ? channel : throw new ArgumentOutOfRangeException(nameof(channel), channel, "No such channel.");
    }

    public string? KoreanName { get; private set; }

    public string? KoreanNameKey { get; private set; }

    public Channel Channel { get; private set; }
}
