namespace Starface.Policies;

/// <summary>An app signs in from a network that nobody knows in advance, calls, and both sides hear each other.</summary>
[Scenario("app-call", Title = "An app signs in and calls from a foreign network")]
[Substitute<AppUsers, Users>]
[Substitute<AppUsers, Vpn>]
[Substitute<AppUsers, Anywhere>]
[Step<Apps, AppUsers>(Direction.Inbound, Protocol.Tcp, 443, Symptom = "The app signs in and calls, but its basic functions fail")]
[Step<Apps, AppUsers>(Direction.Inbound, Protocol.Tcp, 5222, Symptom = "The app cannot sign in")]
[Step<Apps, AppUsers>(Direction.Inbound, Protocol.Tcp, 5061, Symptom = "The app signs in but cannot call")]
[Step<RtpMedia, AppUsers>(Direction.Inbound, Protocol.Udp, 10_000, 20_000,
    Symptom = "No sound: an app behind NAT neither hears nor is heard, and any other is not heard until the PBX has sent sound itself")]
[Step<RtpMedia, AppUsers>(Direction.Outbound, Protocol.Udp, 1_025, 65_535,
    Symptom = "The app hears nothing until it has sent sound itself: no ringing tone, no announcement, no music on hold")]
public sealed partial class AppCall;
