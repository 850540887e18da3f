namespace Starface.Policies;

/// <summary>The PBX network (Anlagenverbund): several PBXs that act as one. Each of them may open the connection.</summary>
[Service("pbx-network", Title = "PBX network")]
[Inbound(Protocol.Tcp, 3090, Source = "Port table, row 3090 TCP und UDP: Aufbau und Nutzung des Anlagenverbunds")]
[Inbound(Protocol.Udp, 3090, Source = "Port table, row 3090 TCP und UDP: Aufbau und Nutzung des Anlagenverbunds")]
[Outbound(Protocol.Tcp, 3090, Source = "Port table, row 3090 TCP und UDP: Aufbau und Nutzung des Anlagenverbunds")]
[Outbound(Protocol.Udp, 3090, Source = "Port table, row 3090 TCP und UDP: Aufbau und Nutzung des Anlagenverbunds")]
public sealed partial class PbxNetwork;
