namespace MomentOfTruth.Domain.Companies;

/// <summary>Through what a contact happens. Codes in CSV, JSON and addresses are the names in lower case.</summary>
public enum Channel
{
    Phone = 1,
    Store = 2,
    Web = 3,
    App = 4,
    Chat = 5,
    Email = 6,
    Device = 7,
    Field = 8,
    Social = 9,
    Other = 10,
}

/// <summary>The words for channels in CSV, JSON and addresses.</summary>
public static class ChannelCodes
{
    private static readonly Dictionary<string, Channel> Channels =
        Enum.GetValues<Channel>().ToDictionary(ToCode, channel => channel, StringComparer.Ordinal);

    public static string ToCode(this Channel channel) => channel == Channel.Email ? "e-mail" : channel.ToString().ToLowerInvariant();

    /// <summary>Returns null if the word is not a channel.</summary>
    public static Channel? FromCode(string? code) => code is not null && Channels.TryGetValue(code, out var channel) ? channel : null;
}
