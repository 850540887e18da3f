namespace Starface.Policies;

/// <summary>Mail that the PBX hands to a mail server: voicemails, faxes, notices of missed calls and alarms.</summary>
// The ports of submission with STARTTLS (RFC 6409), of submission over TLS (RFC 8314), and of relays that have only the old port.
[Service("mail-submission", Title = "Mail submission")]
[Outbound(Protocol.Tcp, 587, Basis = Basis.Operator, Source = "RFC 6409, port 587: message submission")]
[Outbound(Protocol.Tcp, 465, Basis = Basis.Operator, Source = "RFC 8314, port 465: message submission over TLS")]
[Outbound(Protocol.Tcp, 25, Basis = Basis.Operator, Source = "RFC 5321, port 25: relay without submission")]
public sealed partial class MailSubmission;
