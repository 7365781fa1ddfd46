using Microsoft.AspNetCore.Http.Metadata;

namespace MomentOfTruth.Web.Http;

/// <summary>A page whose form may bring files, and how long it may be with them.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TakesFilesAttribute(int maxBytes) : Attribute, IRequestSizeLimitMetadata
{
    public long? MaxRequestBodySize { get; } = maxBytes;
}
