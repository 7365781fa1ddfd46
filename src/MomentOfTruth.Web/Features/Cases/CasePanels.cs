namespace MomentOfTruth.Web.Features.Cases;

/// <summary>What <c>_CompanyCase</c> shows: what was written and, for managers, forms to reply and to close the case.</summary>
/// <param name="Address">Where the forms are sent.</param>
/// <param name="Company">The company's name in the language of the page.</param>
/// <param name="HasReceipt">Whether there is a customer who could read a reply; imported journeys have none.</param>
/// <param name="MailedTo">Where a reply goes by mail, masked; null if it can only be read with the code.</param>
/// <param name="Text">The reply, as it was typed.</param>
public sealed record CompanyCasePanel(
    string Address, string Company, string TimeZoneId, CaseView Case, bool MayManage, bool HasReceipt, string? MailedTo,
    string? Text = null)
{
    /// <summary>What there is to choose from; nothing for who may not manage.</summary>
    public CaseChoices Choices { get; init; } = new([], []);

    public Guid? ReaderId { get; init; }

    /// <summary>Whether a browser of the customer tells of replies.</summary>
    public bool IsPushed { get; init; }

    /// <summary>The day where the company is.</summary>
    public DateOnly Today { get; init; }

    /// <summary>What of the address stays when a reply is chosen.</summary>
    public IReadOnlyList<(string Name, string? Value)> KeptQuery { get; init; } = [];

    /// <summary>The canned reply that was chosen.</summary>
    public Guid? Canned { get; init; }

    /// <summary>The root cause, as it was chosen.</summary>
    public string? RootCause { get; init; }

    /// <summary>What was done, as it was typed.</summary>
    public string? Done { get; init; }

    /// <summary>The member to assign, as it was chosen.</summary>
    public Guid? Owner { get; init; }

    /// <summary>The promised day, as it was typed.</summary>
    public string? Due { get; init; }

    /// <summary>The note, as it was typed.</summary>
    public string? Note { get; init; }
}

/// <summary>What <c>_CustomerCase</c> shows: the company's replies, and forms to answer and judge them.</summary>
/// <param name="Company">The company's name in the language of the page.</param>
/// <param name="IsClaimed">Whether somebody there reads.</param>
/// <param name="Text">The answer, as it was typed.</param>
public sealed record CustomerCasePanel(
    Guid JourneyId, string Company, bool IsClaimed, string TimeZoneId, CaseView Case, string? Text = null)
{
    /// <summary>The address to which replies are announced; null if the customer left none.</summary>
    public string? MailedTo { get; init; }
}

/// <summary>What <c>_Replies</c> shows: what was written, in order.</summary>
/// <param name="Company">The company's name in the language of the page.</param>
/// <param name="ForCompany">Whether the company reads it; otherwise its customer does.</param>
public sealed record RepliesPanel(CaseView Case, string Company, string TimeZoneId, bool ForCompany);
