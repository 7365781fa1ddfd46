using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;

namespace MomentOfTruth.Web.Features.Intake;

/// <summary>What the customer answered to <see cref="SendQuestions"/>.</summary>
public sealed class SendAnswers
{
    private IFormCollection _form = FormCollection.Empty;

    public string? Person { get; set; }

    public string? Again { get; set; }

    /// <summary>It was asked before: whoever presses once more means it.</summary>
    public string? Asked { get; set; }

    public bool Is(string? answer) => answer == MomentInput.Meant;

    /// <summary>Takes what was answered of single moments. It is read by its names: a dictionary that is filled with what was posted breaks at a key that comes twice.</summary>
    public void Read(HttpRequest request)
    {
        _form = request.HasFormContentType ? request.Form : FormCollection.Empty;
    }

    /// <summary>Of a zero at this position: whether it alone made the customer give up.</summary>
    public string? ZeroAt(int position) => At("Zero", position);

    /// <summary>The other score of a moment that was no zero after all.</summary>
    public string? ScoreAt(int position) => At("Score", position);

    /// <summary>Writes the answers about zeros into what was typed; whether a score is another one now.</summary>
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

    /// <summary>Says what is not answered yet, under the names of the fields.</summary>
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

    private string? At(string field, int position) => _form[string.Create(CultureInfo.InvariantCulture, $"Answers.{field}[{position}]")].FirstOrDefault();

    private string? ScoreOf(int position) =>
        int.TryParse(ScoreAt(position), NumberStyles.None, CultureInfo.InvariantCulture, out var score) && score is > 0 and <= 10
            ? score.ToString(CultureInfo.InvariantCulture)
            : null;
}

/// <summary>What is asked before a journey is sent. Nothing is dropped without a word, and every question can be answered with "yes, I mean it".</summary>
/// <param name="Zeros">Positions of zeros of which nobody has said yet that this alone made the customer give up.</param>
/// <param name="Person">A field that people do not see was filled in.</param>
/// <param name="Again">The company has been told the very same already.</param>
/// <param name="TooQuick">The form was filled in faster than people do.</param>
public sealed record SendQuestions(IReadOnlyList<int> Zeros, bool Person, bool Again, bool TooQuick)
{
    public static readonly SendQuestions None = new([], false, false, false);

    /// <summary>Whether the page shows any; being too quick is said, not asked.</summary>
    public bool Any => Zeros.Count > 0 || Person || Again;
}
