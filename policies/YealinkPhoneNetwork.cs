namespace Starface.Policies;

// For the firewall in front of the phones, not for the PBX: phones open connections to the Yealink servers, and nobody connects to the
// phones.
[Policy("yealink-phone-network", Title = "Network of Yealink phones that a hosted PBX provisions")]
[Allow<YealinkPhones>]
public sealed partial class YealinkPhoneNetwork;
