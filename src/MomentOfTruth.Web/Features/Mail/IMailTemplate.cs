using System.Text.Json.Serialization;
using MomentOfTruth.Domain.Journeys;

namespace MomentOfTruth.Web.Features.Mail;

/// <summary>Writes one kind of mail, in the current language.</summary>
public interface IMailTemplate
{
    /// <summary>Returns null if the mail is no longer wanted.</summary>
    Task<MailMessage?> WriteAsync(MailJob job, CancellationToken cancellationToken);
}

/// <summary>A mail in plain text, to one address.</summary>
public sealed record MailMessage(string To, string Subject, string Text);

/// <summary>
/// A request for a mail. The mail itself is written when it is sent, so that its link is fresh, however long the mail server was away.
/// </summary>
/// <param name="To">The address as it was typed.</param>
/// <param name="Culture">The language of the page on which it was requested.</param>
/// <param name="Journey">The journey that it is about; null for none.</param>
/// <param name="Row">Another row of a company that it is about; null for none.</param>
public sealed record MailJob(string To, string Culture, JourneyKey? Journey = null, MailedRow? Row = null)
{
    /// <summary>The account that it is about, where the address does not say it.</summary>
    public Guid? Account { get; init; }

    /// <summary>The id of the mail: the same at every attempt.</summary>
    [JsonIgnore]
    public Guid Id { get; init; }
}

/// <summary>A row of a company that a mail is about, by its key.</summary>
public readonly record struct MailedRow(Guid CompanyId, Guid Id);
