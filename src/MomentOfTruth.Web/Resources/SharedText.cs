namespace MomentOfTruth.Web.Resources;

/// <summary>Names the resource files of the texts that all pages share: <c>SharedText.resx</c> (English) and <c>SharedText.ko.resx</c>.</summary>
public sealed class SharedText;
