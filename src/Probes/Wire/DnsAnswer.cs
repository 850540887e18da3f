namespace Starface.Probes.Wire;

/// <summary>An answer of a resolver.</summary>
/// <param name="Code">The code: 0 where the resolver knows the answer.</param>
/// <param name="HasRecord">Whether the record that was asked for is in it, and the answers can be read.</param>
/// <param name="IsTruncated">Whether the resolver left out what has no room in a datagram.</param>
/// <param name="IsRecursive">Whether the server resolves names of others for this machine.</param>
internal readonly record struct DnsAnswer(int Code, bool HasRecord, bool IsTruncated, bool IsRecursive);
