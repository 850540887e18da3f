namespace Starface.Policies;

// As CloudPbx, with the trunk at the addresses the vendor publishes for STARFACE Connect in place of SIP providers an instance would have
// to name. Media stays open to anywhere for the sake of the apps.
[Policy("cloud-pbx-connect", Title = "Hosted PBX whose trunk is STARFACE Connect")]
[Allow<WebInterface, Administrators>(Because = "The apps have the web port open already; this adds plain http for those who administer")]
[Allow<Apps, Anywhere>(
    Because = "Users carry the apps through mobile networks and home offices nobody knows in advance; each app signs in over TLS")]
[Allow<Sip, Phones>]
[Allow<SipTls, Phones>]
[Allow<StarfaceConnect>]
[Allow<RtpMedia, Anywhere>(Because = "Users of the apps talk from networks nobody knows in advance")]
[Allow<Provisioning, Phones>(
    Because = "The configuration holds passwords and one of the ports is unencrypted, so only the known sites may ask for it")]
[Allow<Stun>(Because = "The vendor asks for both directions; pin the hosts to keep the inbound port closed to others")]
[Allow<Dns, Resolvers>]
[Allow<Ntp, TimeServers>]
[Allow<IpLookup>]
[Allow<LicenseServer>]
[Allow<Updates>]
[Allow<ProviderPortal>]
[Allow<MobilePush>]
public sealed partial class CloudPbxConnect;
