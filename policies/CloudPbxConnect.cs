namespace Starface.Policies;

// CloudPbx with the trunk at the addresses the vendor publishes for STARFACE Connect in place of SIP providers an instance would have
// to name. Media stays open to anywhere for the sake of the apps. The vendor's section about Connect names no ports, and its table has
// 5061, 5062 and 5063 for "SIP providers" alone. Where a Connect line uses them, name its addresses as SIP providers: the same trunk as in
// CloudPbx.
[Policy("cloud-pbx-connect", Title = "Hosted PBX whose trunk is STARFACE Connect")]
[Include<CloudPbx>]
[Exclude<Sip, SipProviders>]
[Exclude<SipTls, SipProviders>]
[Exclude<SipKamailio, SipProviders>]
[Exclude<RtpMedia, Anywhere>]
[Allow<StarfaceConnect>]
[Allow<Sip, SipProviders>(Optional = true)]
[Allow<SipTls, SipProviders>(Optional = true)]
[Allow<SipKamailio, SipProviders>(Optional = true)]
[Allow<RtpMedia, Anywhere>(Because = "Users of the apps talk from networks nobody knows in advance")]
public sealed partial class CloudPbxConnect;
