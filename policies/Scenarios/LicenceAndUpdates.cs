namespace Starface.Policies;

/// <summary>The PBX compares its licences and finds updates of itself and of the firmware of phones.</summary>
[Scenario("licence-and-updates", Title = "The PBX compares its licences and finds updates")]
[Step<LicenseServer>(Direction.Outbound, Protocol.Tcp, 80, Symptom = "The licence server cannot be reached over http")]
[Step<LicenseServer>(Direction.Outbound, Protocol.Tcp, 443, Symptom = "The licence server cannot be reached over https")]
[Step<LicenseServer>(Direction.Outbound, Protocol.Tcp, 8383, Symptom = "The licence server cannot be reached on port 8383")]
[Step<Updates>(Direction.Outbound, Protocol.Tcp, 80, Symptom = "Updates and firmware cannot be fetched over http")]
[Step<Updates>(Direction.Outbound, Protocol.Tcp, 443, Symptom = "Updates and firmware cannot be fetched over https")]
[Step<Dns, Resolvers>(Direction.Outbound, Protocol.Udp, 53,
    Symptom = "The names of the servers are not found: licences are not compared, and no updates are found")]
public sealed partial class LicenceAndUpdates;
