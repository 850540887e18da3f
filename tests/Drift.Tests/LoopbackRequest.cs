namespace Starface.Drift.Tests;

/// <summary>A request that a test's server got.</summary>
/// <param name="Path">The path with the query.</param>
/// <param name="Head">The request line and headers.</param>
/// <param name="Body">The body.</param>
internal sealed record LoopbackRequest(string Path, string Head, string Body);
