namespace MomentOfTruth.Domain.Companies;

/// <summary>A kind of contact of one company, such as "Call centre: sales".</summary>
public sealed class Touchpoint : ListedName
{
    private Touchpoint()
    {
    }

    public Touchpoint(Guid companyId, string name, Channel channel, string? koreanName = null, NameState state = NameState.Kept)
        : base(companyId, name, koreanName, state) => Through(channel);

    public Channel Channel { get; private set; }

    /// <summary>Says through what the contact happens, for moments that are told from now on.</summary>
    public void Through(Channel channel) =>
        Channel = Enum.IsDefined(channel) ? channel : throw new ArgumentOutOfRangeException(nameof(channel), channel, "No such channel.");
}
