namespace MomentOfTruth.Web.Features.Photos;

/// <summary>What photos can be, by their first bytes: a file's name and the type a browser declares are only what somebody says.</summary>
public enum PhotoKind
{
    Jpeg,
    Png,
    WebP,
}
