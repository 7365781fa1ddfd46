namespace MomentOfTruth.Web.Site;

/// <summary>
/// What a page knows better than its address about an act that the audit log records. Without it the record names the ids of the address.
/// </summary>
public sealed class AuditNote
{
    public string? Subject { get; private set; }

    public string? Detail { get; private set; }

    /// <summary>The company that the act is about, where the address does not say it.</summary>
    public Guid? CompanyId { get; private set; }

    /// <summary>Whether nothing was done after all, though the answer is no error.</summary>
    public bool IsIdle { get; private set; }

    public static AuditNote Of(HttpContext http)
    {
        if (http.Features.Get<AuditNote>() is not { } note)
        {
            http.Features.Set(note = new AuditNote());
        }

        return note;
    }

    /// <param name="subject">Ids, or the address of a person; never a text that customers wrote.</param>
    /// <param name="detail">What came of it, in codes of the product's own.</param>
    public AuditNote About(string? subject, string? detail = null)
    {
        (Subject, Detail) = (subject, detail);
        return this;
    }

    /// <summary>Records the act with this company's, so that its owners see it.</summary>
    public AuditNote In(Guid companyId)
    {
        CompanyId = companyId;
        return this;
    }

    /// <summary>Who acts, where nobody is signed in: a person who came by a mailed link.</summary>
    public Guid? ActorId { get; private set; }

    public AuditNote By(Guid accountId)
    {
        ActorId = accountId;
        return this;
    }

    /// <summary>Says that the request did nothing that is to be recorded, such as a button that only shows more fields.</summary>
    public void Idle() => IsIdle = true;
}
