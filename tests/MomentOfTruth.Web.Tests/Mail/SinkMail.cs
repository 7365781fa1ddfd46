using System.Text.RegularExpressions;
using MimeKit;

namespace MomentOfTruth.Web.Tests.Mail;

/// <summary>A mail as a server got it.</summary>
/// <param name="Recipients">Of the envelope: where it would really go.</param>
/// <param name="Message">What is in it.</param>
public sealed record SinkMail(IReadOnlyList<string> Recipients, MimeMessage Message)
{
    public string Text => Message.TextBody ?? "";

    /// <summary>The path and query of the address in it that has this in it.</summary>
    public string Link(string having)
    {
        var address = Regex.Matches(Text, @"\S+://\S+").Select(m => m.Value).FirstOrDefault(
            a => a.Contains(having, StringComparison.Ordinal));
        Assert.True(address is not null, $"The mail has no link with {having}: {Text}");
        return new Uri(address).PathAndQuery;
    }
}
