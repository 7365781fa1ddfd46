using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Intake;

/// <summary>
/// What is asked before a journey is sent. No journey is dropped silently, and every question can be answered with "yes, I mean it".
/// </summary>
/// <param name="Person">A field that people do not see was filled in.</param>
/// <param name="Again">The company already has a journey with the same words and scores.</param>
/// <param name="TooQuick">The form was filled in faster than people do.</param>
public sealed record SendQuestions(bool Person, bool Again, bool TooQuick)
{
    public static readonly SendQuestions None = new(false, false, false);

    /// <summary>Whether the page shows any question; being too quick is a message, not a question.</summary>
    public bool Any => Person || Again;
}

/// <summary>Finds out what to ask about a journey.</summary>
public sealed class SendQuestionsQuery(AppDbContext db, FormToken token, IOptions<LimitOptions> limits)
{
    /// <param name="receipt">The code under which the journey is being sent: it does not count as a repetition of itself.</param>
    public async Task<SendQuestions> RunAsync(
        Guid companyId, JourneyInput input, JourneyEntry entry, ReceiptCode? receipt, CancellationToken cancellationToken) => new(
        !string.IsNullOrEmpty(input.Homepage),
        await IsRepeatedAsync(companyId, entry, receipt, cancellationToken),
        IsTooQuick(input));

    private bool IsTooQuick(JourneyInput input)
    {
        var least = limits.Value.SecondsToFillIn;
        return least > 0 && !(token.Age(input.Opened)?.TotalSeconds >= least);
    }

    private async Task<bool> IsRepeatedAsync(Guid companyId, JourneyEntry entry, ReceiptCode? receipt, CancellationToken cancellationToken)
    {
        var (fingerprint, own) = (JourneyFingerprint.Of(entry), receipt?.Hash());
        return fingerprint is not null
            && await db.JourneysOf(companyId)
                .AnyAsync(
                    j => j.Fingerprint == fingerprint
                        && !db.Receipts.Any(r => r.Hash == own && r.CompanyId == j.CompanyId && r.JourneyId == j.Id),
                    cancellationToken);
    }
}

/// <summary>What the customer answered to <see cref="SendQuestions"/>.</summary>
public sealed class SendAnswers
{
    /// <summary>The value of an answer that confirms.</summary>
    public const string Yes = "yes";

    public string? Person { get; set; }

    public string? Again { get; set; }

    /// <summary>The questions were shown before: pressing the button once more confirms.</summary>
    public string? Asked { get; set; }

    public bool Is(string? answer) => answer == Yes;

    /// <summary>Adds a message for each question that is not answered yet, under the name of its field.</summary>
    public void Check(SendQuestions questions, IStringLocalizer text, ModelStateDictionary errors)
    {
        if (questions.Person && !Is(Person))
        {
            errors.AddModelError("Answers.Person", text["Person.Error"]);
        }

        if (questions.Again && !Is(Again))
        {
            errors.AddModelError("Answers.Again", text["Again.Error"]);
        }

        if (questions.TooQuick && !Is(Asked))
        {
            errors.AddModelError("", text["Quick.Error"]);
        }
    }
}
