namespace Starface.Pages.Model;

/// <summary>A row of the policy that was tried for real.</summary>
/// <param name="Services">The services that it is for.</param>
/// <param name="Remote">The remote side.</param>
/// <param name="IsInbound">Whether the PBX is connected to; else it connects.</param>
/// <param name="Traffic">Protocol and ports.</param>
/// <param name="Works">Whether it works; null where that is not known.</param>
/// <param name="Verdict">How it ended, in the doctor's word.</param>
/// <param name="Seen">What was seen; it may quote an answer.</param>
/// <param name="Next">What to do next, or null.</param>
internal sealed record ProbeLine(
    string Services, string Remote, bool IsInbound, Traffic Traffic, bool? Works, string Verdict, string Seen, string? Next);
