namespace Starface.Policies;

/// <summary>The vendor's push service, through which the PBX wakes the Mobile Apps when a call arrives.</summary>
// About the versions between 7.0.0.8 and 7.0.0.19 the vendor says nothing, so neither row applies to them. The networks the apps are in
// need the same host.
[Service("mobile-push", Title = "Push messages to the Mobile Apps")]
[Needs<Apps>]
[Outbound(Protocol.Tcp, 443, Host = "push-cluster.starface.de", Since = "7.0.0.19", Basis = Basis.Stated,
    Source = "Mobile Apps section, push-cluster.starface.de 443: ab der Version 7.0.0.19")]
[Outbound(Protocol.Tcp, 443, Host = "push.starface.de", Until = "7.0.0.8", Basis = Basis.Stated,
    Source = "Mobile Apps section, push.starface.de 443: bis zur Version 7.0.0.8")]
public sealed partial class MobilePush;
