namespace Starface.Policies;

/// <summary>A desk phone registers over TLS, calls out, and both sides hear each other.</summary>
[Scenario("desk-phone-tls", Title = "A desk phone registers and calls out over TLS")]
[Substitute<Phones, Vpn>]
[Substitute<Phones, Users>]
[Substitute<Phones, Anywhere>]
[Step<SipTls, Phones>(Direction.Inbound, Protocol.Tcp, 5061, Symptom = "The phone cannot register over TLS")]
[Step<RtpMedia, Phones>(Direction.Inbound, Protocol.Udp, 10_000, 20_000, Symptom = "One-way audio: the phone is not heard")]
[Step<RtpMedia, Phones>(Direction.Outbound, Protocol.Udp, 1_025, 65_535,
    Symptom = "The phone hears nothing until it has sent sound itself: no ringing tone, no announcement")]
public sealed partial class DeskPhoneTls;
