namespace Starface.Policies.Tests.Seed;

/// <summary>A host of the push service with the PBX versions it serves.</summary>
/// <param name="Line">Its line in the text.</param>
/// <param name="Host">The host.</param>
/// <param name="Since">The first version, or null.</param>
/// <param name="Until">The last version, or null.</param>
internal sealed record PushHost(SeedLine Line, string Host, string? Since, string? Until);
