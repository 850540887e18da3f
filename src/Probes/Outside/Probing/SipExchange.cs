namespace Starface.Probes.Outside.Probing;

/// <summary>A SIP request as it was sent, and its answer as it came.</summary>
/// <param name="Number">The number of the request.</param>
/// <param name="Request">The request; empty where it was not sent.</param>
/// <param name="Answer">The answer; empty where none came.</param>
internal sealed record SipExchange(uint Number, byte[] Request, byte[] Answer);
