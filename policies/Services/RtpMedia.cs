namespace Starface.Policies;

/// <summary>The sound of calls, as RTP streams.</summary>
[Service("rtp-media", Title = "RTP media")]
[Inbound(Protocol.Udp, 10_000, 20_000, Basis = Basis.Stated, Source = "Port table, row 10.000 bis 20.000 UDP: eingehende RTP-Audiodaten")]
[Outbound(Protocol.Udp, 1_025, 65_535, Basis = Basis.Stated, Source = "Port table, row 1.025 bis 65.535 UDP: ausgehende RTP-Audiodaten")]
public sealed partial class RtpMedia;
