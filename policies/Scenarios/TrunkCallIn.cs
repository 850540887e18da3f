namespace Starface.Policies;

/// <summary>A call from the telephone network reaches the PBX through a SIP provider, and both sides hear each other.</summary>
[Scenario("trunk-call-in", Title = "A call comes in from a SIP provider")]
[Substitute<SipProviders, Vpn>]
[Substitute<SipProviders, Anywhere>]
[Step<Sip, SipProviders>(Direction.Inbound, Protocol.Udp, 5060, Symptom = "Calls from outside do not arrive")]
[Step<RtpMedia, SipProviders>(Direction.Inbound, Protocol.Udp, 10_000, 20_000,
    Symptom = "The caller is not heard until the PBX has sent sound itself")]
[Step<RtpMedia, SipProviders>(Direction.Outbound, Protocol.Udp, 1_025, 65_535,
    Symptom = "The caller hears nothing until the provider has sent sound itself: no ringing tone, no announcement, no music on hold")]
public sealed partial class TrunkCallIn;
