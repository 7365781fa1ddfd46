using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Features.Log;
using MomentOfTruth.Web.Http;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>What a receipt code opens, typed or scanned.</summary>
public sealed class CodeLookup(JourneyLog log)
{
    /// <summary>Null for a code that opens nothing. A text that cannot be a code is never looked up, and gets the same answer.</summary>
    public async Task<Guid?> FindAsync(string code, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(code);
        var readable = PlainTextAttribute.Refusal(code, code.Length) is null ? ReceiptCode.TryParse(code) : null;
        return readable is null ? null : await log.FindAsync(readable, cancellationToken);
    }
}
