namespace MomentOfTruth.Web.Http;

/// <summary>Says that even reading this address counts against its limit: where the address itself is a guess at a secret.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class CountsReadingAttribute : Attribute;
