namespace MomentOfTruth.Domain.Cases;

/// <summary>The words for the state of a case and for the customer's verdict in CSV and forms.</summary>
public static class CaseCodes
{
    private static readonly Dictionary<Verdict, string> Verdicts = new()
    {
        [Verdict.Helped] = "yes",
        [Verdict.Partly] = "partly",
        [Verdict.DidNotHelp] = "no",
    };

    public static string ToCode(this CaseStatus status) => status == CaseStatus.Closed ? "closed" : "open";

    public static string ToCode(this Verdict verdict) => Verdicts[verdict];

    /// <summary>Null for a word that is no verdict.</summary>
    public static Verdict? VerdictFromCode(string? code)
    {
        var found = Verdicts.FirstOrDefault(v => v.Value == code);
        return found.Value is null ? null : found.Key;
    }
}
