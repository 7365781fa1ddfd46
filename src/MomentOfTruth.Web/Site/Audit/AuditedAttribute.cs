namespace MomentOfTruth.Web.Site;

/// <summary>
/// Marks what the audit log records besides the unsafe requests to pages that need a signed-in person: files that take data out, and
/// pages through which somebody comes in.
/// </summary>
/// <param name="action">The name of the act; null for that of the page.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AuditedAttribute(string? action = null) : Attribute
{
    public string? Action { get; } = action;
}
