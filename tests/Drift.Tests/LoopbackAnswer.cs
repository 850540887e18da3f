namespace Starface.Drift.Tests;

/// <summary>What a test's server answers.</summary>
/// <param name="Body">The body.</param>
/// <param name="Status">The status.</param>
internal sealed record LoopbackAnswer(string Body, int Status = 200)
{
    public string ContentType { get; init; } = "application/json";

    public Dictionary<string, string> Headers { get; init; } = [];

    /// <summary>Whether blanks follow the body for as long as somebody reads them.</summary>
    public bool IsEndless { get; init; }
}
