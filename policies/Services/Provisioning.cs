namespace Starface.Policies;

/// <summary>Configuration and menus that phones fetch from the PBX.</summary>
[Service("provisioning", Title = "Phone provisioning")]
[Inbound(Protocol.Tcp, 50_080, Unencrypted = true, Source = "Port table, row 50080 TCP: Autoprovisioning (alle 3 Arten) und Telefonmenüs")]
[Inbound(Protocol.Tcp, 50_081, Source = "Port table, row 50081 TCP: Autoprovisioning (alle 3 Arten) für Openstage und Snom")]
public sealed partial class Provisioning;
