namespace MomentOfTruth.Web.Http;

/// <summary>
/// Says that an address is the customer's form as other sites show it in a frame. Browsers that block other sites' cookies give it none, so it
/// works without: what is typed is kept in the form itself, and its token is not asked for. Nothing is lost by that: the form acts for nobody,
/// it only keeps a draft under a key that whoever sent it is told. Checking and sending happen in a tab of our own, with cookies and the token.
/// </summary>
public sealed class FormInFrame
{
    public static readonly FormInFrame Instance = new();

    private FormInFrame()
    {
    }

    public static bool IsAskedFor(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<FormInFrame>() is not null;
}
