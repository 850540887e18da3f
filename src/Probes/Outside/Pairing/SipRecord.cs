namespace Starface.Probes.Outside.Pairing;

/// <summary>A SIP request as it arrived at a listener, and the answer as it was sent.</summary>
/// <param name="Port">The port at which it arrived; another one than was tried where something on the way forwards it.</param>
/// <param name="Question">The request.</param>
/// <param name="Answer">The answer; empty where there was none.</param>
internal sealed record SipRecord(int Port, byte[] Question, byte[] Answer);
