namespace MomentOfTruth.Web.Tests.Mail;

/// <summary>How a mail server feels today.</summary>
public enum SinkMood
{
    Takes,

    /// <summary>451 to every recipient.</summary>
    NotNow,

    /// <summary>550 to every recipient.</summary>
    NoSuchMailbox,

    /// <summary>Takes connections and says nothing.</summary>
    Hangs,
}
