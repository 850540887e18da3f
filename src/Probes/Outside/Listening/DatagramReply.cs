namespace Starface.Probes.Outside.Listening;

/// <summary>What a listener sends back.</summary>
/// <param name="Bytes">The bytes: never more than arrived.</param>
/// <param name="Silence">How long it is silent before.</param>
internal sealed record DatagramReply(byte[] Bytes, TimeSpan Silence);
