namespace Starface.Policies;

/// <summary>A desk phone registers over UDP, calls out, and both sides hear each other.</summary>
[Scenario("desk-phone-udp", Title = "A desk phone registers and calls out over UDP")]
[Substitute<Phones, Vpn>]
[Substitute<Phones, Users>]
[Substitute<Phones, Anywhere>]
[Step<Sip, Phones>(Direction.Inbound, Protocol.Udp, 5060, Symptom = "The phone cannot register")]
[Step<RtpMedia, Phones>(Direction.Inbound, Protocol.Udp, 10_000, 20_000,
    Symptom = "No sound: a phone behind NAT neither hears nor is heard, and any other is not heard until the PBX has sent sound itself")]
[Step<RtpMedia, Phones>(Direction.Outbound, Protocol.Udp, 1_025, 65_535,
    Symptom = "The phone hears nothing until it has sent sound itself: no ringing tone, no announcement, no music on hold")]
public sealed partial class DeskPhoneUdp;
