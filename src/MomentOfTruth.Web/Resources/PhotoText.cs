namespace MomentOfTruth.Web.Resources;

/// <summary>Names the resource files of photos, in forms and on pages.</summary>
public sealed class PhotoText;
