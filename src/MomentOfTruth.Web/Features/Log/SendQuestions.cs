namespace MomentOfTruth.Web.Features.Log;

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
