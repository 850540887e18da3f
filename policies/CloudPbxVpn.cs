namespace Starface.Policies;

// Nothing comes in but through the VPN: people, apps, phones, and the trunks as well, whose provider or session border controller is a
// peer of the VPN. Hence no Stun: the vendor wants its port open inbound from servers outside. What goes out beside the VPN is what the
// PBX itself asks for: names, time, licences, updates, and the push messages that wake the Mobile Apps.
[Policy("cloud-pbx-vpn", Title = "Hosted PBX reached through a VPN only, as the vendor recommends")]
[Allow<WebInterface, Vpn>]
[Allow<Apps, Vpn>]
[Allow<Sip, Vpn>]
[Allow<SipTls, Vpn>]
[Allow<SipKamailio, Vpn>]
[Allow<RtpMedia, Vpn>]
[Allow<Provisioning, Vpn>]
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
public sealed partial class CloudPbxVpn;
