namespace Starface.Policies;

/// <summary>The PBX learns its public address from a STUN server, which it tells the other side of a call.</summary>
[Scenario("stun", Title = "The PBX learns its public address")]
[Step<Stun>(Direction.Outbound, Protocol.Udp, 3478, Symptom = "The PBX does not learn its public address by STUN")]
[Step<Dns, Resolvers>(Direction.Outbound, Protocol.Udp, 53,
    Symptom = "The name of the STUN server is not found: the PBX does not learn its public address")]
public sealed partial class PublicAddress;
