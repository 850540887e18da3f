namespace Starface.Probes.Outside.Pairing;

/// <summary>A SIP request as it arrived at a listener, and the answer as it was sent.</summary>
/// <param name="Question">The request.</param>
/// <param name="Answer">The answer; empty where there was none.</param>
internal sealed record SipRecord(byte[] Question, byte[] Answer);
