using System.Globalization;

namespace MomentOfTruth.Web.Tests.Mail;

/// <summary>The app with a mail server.</summary>
public class MailFixture : AppFixture
{
    /// <summary>Where its mails lead; no server listens there.</summary>
    public const string Site = "https://mot.example";

    public SmtpSink Sink { get; } = new();

    protected override IEnumerable<(string Key, string Value)> Settings => Of(Sink);

    public static IEnumerable<(string Key, string Value)> Of(SmtpSink sink) =>
    [
        ("Mail:Host", "127.0.0.1"), ("Mail:Port", sink.Port.ToString(CultureInfo.InvariantCulture)), ("Mail:Security", "None"),
        ("Mail:From", "MomentOfTruth <no-reply@mot.example>"), ("Site:BaseAddress", Site),
    ];

    /// <summary>An address that nobody has had yet.</summary>
    public static string NewAddress() => $"{Guid.NewGuid():N}@example.test";

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        Sink.Dispose();
    }
}
