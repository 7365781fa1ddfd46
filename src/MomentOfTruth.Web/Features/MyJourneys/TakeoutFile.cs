namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>A file that a customer gave, on its way into the download.</summary>
/// <param name="Path">In the zip, such as <c>photos/3-1.jpg</c>; of our making, never a name that somebody sent.</param>
/// <param name="WriteAsync">Copies its bytes; called once, when its turn comes, so that no two are held at a time.</param>
public sealed record TakeoutFile(string Path, Func<Stream, CancellationToken, Task> WriteAsync);
