namespace Starface.Policies;

// For a PBX with a public address whose trunks come from SIP providers with known networks. The apps and the web interface share the web
// port, and a security group cannot tell them apart: with the apps open to anywhere, so is the login page of the web interface. Where
// that is not wanted, CloudPbxVpn is the policy.
[Policy("cloud-pbx", Title = "Hosted PBX: apps from anywhere; phones, providers and administrators from known networks")]
[Allow<WebInterface, Administrators>(Because = "The apps have the web port open already; this adds plain http for those who administer")]
[Allow<Apps, Anywhere>(
    Because = "Users carry the apps through mobile networks and home offices nobody knows in advance; each app signs in over TLS")]
[Allow<Sip, Phones>]
[Allow<Sip, SipProviders>]
[Allow<SipTls, Phones>]
[Allow<SipTls, SipProviders>]
[Allow<SipKamailio, SipProviders>]
[Allow<RtpMedia, Anywhere>(
    Because = "Users of the apps talk from networks nobody knows in advance, and providers send media from any of their gateways")]
[Allow<Provisioning, Phones>(
    Because = "The configuration holds passwords and one of the ports is unencrypted, so only the known sites may ask for it")]
[Allow<Stun>(Because = "The vendor asks for both directions; the inbound port opens to the servers once their addresses are known")]
[Allow<Dns, Resolvers>]
[Allow<Ntp, TimeServers>]
[Allow<IpLookup>]
[Allow<LicenseServer>]
[Allow<Updates>]
[Allow<ProviderPortal>]
[Allow<MobilePush>]
[Allow<MailSubmission, MailServers>(Optional = true)]
[Allow<Backup, BackupTargets>(Optional = true)]
[Allow<Ssh, SshAdministrators>(Optional = true)]
[Supports<DeskPhoneUdp>]
[Supports<DeskPhoneTls>]
[Supports<TrunkCallIn>]
[Supports<AppCall>]
[Supports<PhoneProvisioning>]
[Supports<MobileWake>]
[Supports<LicenceAndUpdates>]
[Supports<PublicAddress>]
public sealed partial class CloudPbx;
