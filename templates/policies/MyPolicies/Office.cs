using Starface.Policies;
using Starface.Policy;

namespace MyPolicies;

/// <summary>The networks of the door stations.</summary>
public sealed class DoorStations : PeerGroup;

/// <summary>A service of your own: one attribute for each port that it needs, and where that is documented.</summary>
[Service("door-station", Title = "Door station")]
[Inbound(Protocol.Tcp, 8080, Setting = "DoorPort", Source = "Manual of the door station, page 7")]
public sealed partial class DoorStation;

/// <summary>A policy: which services are open to whom. Hover over its name for the table of its rules.</summary>
[Policy("office", Title = "Web interface for administrators, door stations")]
[Allow<WebInterface, Administrators>]
[Allow<DoorStation, DoorStations>]
[Allow<Dns, Resolvers>]
[Allow<Updates>]
public sealed partial class Office;
