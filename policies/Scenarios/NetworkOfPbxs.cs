namespace Starface.Policies;

/// <summary>The PBX and another one act as one (Anlagenverbund). Either of them may open the connection.</summary>
[Scenario("pbx-network", Title = "Two PBXs act as one")]
[Substitute<OtherPbxs, Vpn>]
[Step<PbxNetwork, OtherPbxs>(Direction.Inbound, Protocol.Tcp, 3090, Symptom = "The other PBX cannot connect to this one")]
[Step<PbxNetwork, OtherPbxs>(Direction.Inbound, Protocol.Udp, 3090, Symptom = "The other PBX does not reach this one over UDP")]
[Step<PbxNetwork, OtherPbxs>(Direction.Outbound, Protocol.Tcp, 3090, Symptom = "This PBX cannot connect to the other one")]
[Step<PbxNetwork, OtherPbxs>(Direction.Outbound, Protocol.Udp, 3090, Symptom = "This PBX does not reach the other one over UDP")]
public sealed partial class NetworkOfPbxs;
