using System.Globalization;
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
/// <param name="Zeros">Positions of zeros that the customer has not confirmed yet.</param>
/// <param name="Person">A field that people do not see was filled in.</param>
/// <param name="Again">The company already has a journey with the same words and scores.</param>
/// <param name="TooQuick">The form was filled in faster than people do.</param>
public sealed record SendQuestions(IReadOnlyList<int> Zeros, bool Person, bool Again, bool TooQuick)
{
    public static readonly SendQuestions None = new([], false, false, false);

    /// <summary>Whether the page shows any question; being too quick is a message, not a question.</summary>
    public bool Any => Zeros.Count > 0 || Person || Again;
}

/// <summary>Finds out what to ask about a journey.</summary>
public sealed class SendQuestionsQuery(AppDbContext db, FormToken token, IOptions<LimitOptions> limits)
{
    /// <param name="receipt">The code under which the journey is being sent: it does not count as a repetition of itself.</param>
    public async Task<SendQuestions> RunAsync(
        Guid companyId, JourneyInput input, JourneyEntry entry, ReceiptCode? receipt, CancellationToken cancellationToken) => new(
        [
            .. entry.Moments.Index()
                .Where(m => m.Item.Score.IsZero && input.Moments[m.Index].ZeroMeant != MomentInput.Meant)
                .Select(m => m.Index + 1),
        ],
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
    private IFormCollection _form = FormCollection.Empty;

    public string? Person { get; set; }

    public string? Again { get; set; }

    /// <summary>The questions were shown before: pressing the button once more confirms.</summary>
    public string? Asked { get; set; }

    public bool Is(string? answer) => answer == MomentInput.Meant;

    /// <summary>
    /// Takes the answers about single moments from the posted form. They are read by name, because binding them to a dictionary fails if a
    /// key is posted twice.
    /// </summary>
    public void Read(HttpRequest request)
    {
        _form = request.HasFormContentType ? request.Form : FormCollection.Empty;
    }

    /// <summary>Whether the zero at this position alone made the customer give up.</summary>
    public string? ZeroAt(int position) => At("Zero", position);

    /// <summary>The other score of a moment whose zero was not meant.</summary>
    public string? ScoreAt(int position) => At("Score", position);

    /// <summary>Writes the answers about zeros into what was typed. Returns whether a score has changed.</summary>
    public bool Apply(JourneyInput input, IReadOnlyList<int> zeros)
    {
        var isChanged = false;
        foreach (var position in zeros)
        {
            var moment = input.Moments[position - 1];
            if (Is(ZeroAt(position)))
            {
                moment.ZeroMeant = MomentInput.Meant;
            }
            else if (ZeroAt(position) is not null && ScoreOf(position) is { } score)
            {
                (moment.Score, isChanged) = (score, true);
            }
        }

        return isChanged;
    }

    /// <summary>Adds a message for each question that is not answered yet, under the name of its field.</summary>
    public void Check(SendQuestions questions, IStringLocalizer text, ModelStateDictionary errors)
    {
        foreach (var position in questions.Zeros)
        {
            // An honest zero is never held up twice.
            if (ZeroAt(position) is null && !Is(Asked))
            {
                errors.AddModelError($"Answers.Zero[{position}]", text["Zero.Error", position]);
            }
            else if (ZeroAt(position) is { } answer && !Is(answer) && ScoreOf(position) is null)
            {
                errors.AddModelError($"Answers.Score[{position}]", text["Zero.ScoreError", position]);
            }
        }

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

    private string? At(string field, int position) =>
        _form[string.Create(CultureInfo.InvariantCulture, $"Answers.{field}[{position}]")].FirstOrDefault();

    private string? ScoreOf(int position) =>
        int.TryParse(ScoreAt(position), NumberStyles.None, CultureInfo.InvariantCulture, out var score) && score is > 0 and <= 10
            ? score.ToString(CultureInfo.InvariantCulture)
            : null;
}
