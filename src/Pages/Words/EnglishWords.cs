using System.Globalization;
using Starface.Pages.Model;

namespace Starface.Pages.Words;

/// <summary>English.</summary>
internal sealed class EnglishWords : PageWords
{
    /// <inheritdoc/>
    public override string Code => "en";

    /// <inheritdoc/>
    public override string Title => "Firewall policies";

    /// <inheritdoc/>
    public override string Skip => "Skip to the content";

    /// <inheritdoc/>
    public override string Fleet => "Fleet";

    /// <inheritdoc/>
    public override string Instances => "Instances";

    /// <inheritdoc/>
    public override string Instance => "Instance";

    /// <inheritdoc/>
    public override string Stack => "Stack";

    /// <inheritdoc/>
    public override string Cloud => "Cloud";

    /// <inheritdoc/>
    public override string Policy => "Policy";

    /// <inheritdoc/>
    public override string Version => "PBX version";

    /// <inheritdoc/>
    public override string CurrentVersion => "current release";

    /// <inheritdoc/>
    public override string Digest => "Digest of the permitted flows";

    /// <inheritdoc/>
    public override string DescribedIn => "Described in";

    /// <inheritdoc/>
    public override string Status => "Status";

    /// <inheritdoc/>
    public override string Findings => "Findings";

    /// <inheritdoc/>
    public override string Fine => "no warnings or errors";

    /// <inheritdoc/>
    public override string Unread => "Could not be read";

    /// <inheritdoc/>
    public override string UnreadHint => "Nothing is known about what these permit. The page is not of the whole fleet.";

    /// <inheritdoc/>
    public override string Probes => "Tried for real";

    /// <inheritdoc/>
    public override string Seen => "What was seen, and what to do next";

    /// <inheritdoc/>
    public override string ProbedFrom(string from) => from switch
    {
        "pbx" => "from the PBX",
        "phones" => "from the phones' network",
        "outside" => "from outside",
        _ => from,
    };

    /// <inheritdoc/>
    public override string Exposure => "Public addresses that reach sensitive services";

    /// <inheritdoc/>
    public override string Service => "Service";

    /// <inheritdoc/>
    public override string Quotas => "Limits of the cloud";

    /// <inheritdoc/>
    public override string UsedOf(int used, int limit) => FormattableString.Invariant($"{used} of {limit}");

    /// <inheritdoc/>
    public override string DueDates => "Due dates";

    /// <inheritdoc/>
    public override string NextDue => "Next due date";

    /// <inheritdoc/>
    public override string Day => "Day";

    /// <inheritdoc/>
    public override string What => "What";

    /// <inheritdoc/>
    public override string Owner => "Owner";

    /// <inheritdoc/>
    public override string WhoIsWho => "Who is who";

    /// <inheritdoc/>
    public override string NoAddress => "none: nothing is open to it";

    /// <inheritdoc/>
    public override string HostsOfServices => "Hosts that services name";

    /// <inheritdoc/>
    public override string NamedHosts => "named hosts";

    /// <inheritdoc/>
    public override string AnyAddress => "any address (IPv4 and IPv6)";

    /// <inheritdoc/>
    public override string Access => "Who reaches what";

    /// <inheritdoc/>
    public override string Inbound => "Inbound: who may connect to the PBX";

    /// <inheritdoc/>
    public override string Outbound => "Outbound: what the PBX may connect to";

    /// <inheritdoc/>
    public override string NothingPermitted => "Nothing is permitted.";

    /// <inheritdoc/>
    public override string Reason => "Reason";

    /// <inheritdoc/>
    public override string Row => "Row of the source";

    /// <inheritdoc/>
    public override string NoRow => "not in the vendor's table";

    /// <inheritdoc/>
    public override string Rule => "Rule";

    /// <inheritdoc/>
    public override string OnlyFor => "Only for";

    /// <inheritdoc/>
    public override string IncludedFrom => "Included from";

    /// <inheritdoc/>
    public override string Unencrypted => "unencrypted";

    /// <inheritdoc/>
    public override string AtLeast => "at least";

    /// <inheritdoc/>
    public override string NeverCut => "running calls are never cut";

    /// <inheritdoc/>
    public override string Stated => "stated by the source";

    /// <inheritdoc/>
    public override string Inferred => "inferred from the source";

    /// <inheritdoc/>
    public override string ByOperators => "asked for by operators";

    /// <inheritdoc/>
    public override string Resources => "Rules and resources";

    /// <inheritdoc/>
    public override string Permits => "permits";

    /// <inheritdoc/>
    public override string Denies => "denies";

    /// <inheritdoc/>
    public override string DirectionOf => "Direction";

    /// <inheritdoc/>
    public override string InboundWord => "inbound";

    /// <inheritdoc/>
    public override string OutboundWord => "outbound";

    /// <inheritdoc/>
    public override string Scenarios => "What works";

    /// <inheritdoc/>
    public override string Scenario => "Scenario";

    /// <inheritdoc/>
    public override string Result => "Result";

    /// <inheritdoc/>
    public override string Notes => "What people see, or why";

    /// <inheritdoc/>
    public override string Works => "works";

    /// <inheritdoc/>
    public override string WorksPartly => "works partly";

    /// <inheritdoc/>
    public override string DoesNotWork => "does not work";

    /// <inheritdoc/>
    public override string Undecided => "unknown";

    /// <inheritdoc/>
    public override string NotApplicable => "not applicable";

    /// <inheritdoc/>
    public override string Severity => "Severity";

    /// <inheritdoc/>
    public override string Error => "error";

    /// <inheritdoc/>
    public override string Warning => "warning";

    /// <inheritdoc/>
    public override string Info => "info";

    /// <inheritdoc/>
    public override string Place => "Place";

    /// <inheritdoc/>
    public override string Message => "What was found";

    /// <inheritdoc/>
    public override string OtherFindings => "Findings about policies and stacks";

    /// <inheritdoc/>
    public override string Shared => "Parts that several instances share";

    /// <inheritdoc/>
    public override string SharedHint => "What is the same for several instances is here once; each of them links to it.";

    /// <inheritdoc/>
    public override string PermissionEnds => "permission ends";

    /// <inheritdoc/>
    public override string ReviewDue => "review due";

    /// <inheritdoc/>
    public override string AcceptanceEnds => "accepted until";

    /// <inheritdoc/>
    public override string LockChecked => "names last resolved";

    /// <inheritdoc/>
    public override string FilterLabel => "Filter: a name, a policy, a service, a port or an address";

    /// <inheritdoc/>
    public override string OnlyWithFindings => "only with warnings or errors";

    /// <inheritdoc/>
    public override string Listed => "# listed";

    /// <inheritdoc/>
    public override string OpenAll => "Unfold all that is listed";

    /// <inheritdoc/>
    public override string CloseAll => "Fold all";

    /// <inheritdoc/>
    public override string Nobody => "none";

    /// <inheritdoc/>
    public override string OneAddress => "address";

    /// <inheritdoc/>
    public override string ManyAddresses => "addresses";

    /// <inheritdoc/>
    public override string Networks => "IPv6 networks (/64)";

    /// <inheritdoc/>
    public override string AllOfIPv6 => "all of IPv6";

    /// <inheritdoc/>
    public override string MembersOf => "the members of";

    /// <inheritdoc/>
    public override string GroupSeparator => ",";

    /// <inheritdoc/>
    public override string Drawing => "Drawing";

    /// <inheritdoc/>
    public override string DrawingLabel => "Drawing of who reaches the PBX and what it reaches; the tables below say the same.";

    /// <inheritdoc/>
    public override string ConnectsToPbx => "connects to the PBX";

    /// <inheritdoc/>
    public override string PbxConnects => "the PBX connects to it";

    /// <inheritdoc/>
    public override string Internet => "anywhere (Internet)";

    /// <inheritdoc/>
    public override string CloudCompared => "Compared with the cloud";

    /// <inheritdoc/>
    public override string NotCompared => "not compared";

    /// <inheritdoc/>
    public override string InSync => "in sync";

    /// <inheritdoc/>
    public override string DriftWord => "drift";

    /// <inheritdoc/>
    public override string Layers => "Layers of each interface, in the order of the way in";

    /// <inheritdoc/>
    public override string NotRead => "not read in full";

    /// <inheritdoc/>
    public override string Extra => "open beyond the plan";

    /// <inheritdoc/>
    public override string Missing => "missing";

    /// <inheritdoc/>
    public override string Differs => "differs";

    /// <inheritdoc/>
    public override string Changes => "Changes";

    /// <inheritdoc/>
    public override string ComparedWith => "Before";

    /// <inheritdoc/>
    public override string SameTraffic => "The same traffic is permitted on";

    /// <inheritdoc/>
    public override string NewInstance => "new";

    /// <inheritdoc/>
    public override string RemovedInstance => "no longer there";

    /// <inheritdoc/>
    public override string ExposureGrows => "public addresses reach ports that they could not reach before";

    /// <inheritdoc/>
    public override string CutsNeverCut => "cuts what must never be cut:";

    /// <inheritdoc/>
    public override string RunningCalls => "Running calls";

    /// <inheritdoc/>
    public override string Change => "Change";

    /// <inheritdoc/>
    public override string Opened => "opened";

    /// <inheritdoc/>
    public override string Closed => "closed";

    /// <inheritdoc/>
    public override string Ports => "Ports";

    /// <inheritdoc/>
    public override string RemoteSide => "Remote side";

    /// <inheritdoc/>
    public override string AcceptedFindings => "Accepted findings";

    /// <inheritdoc/>
    public override string ForPartners => "What the other side's firewall has to permit";

    /// <inheritdoc/>
    public override string ForPartnersHint => "One list for each kind of device or partner, whose addresses are above.";

    /// <inheritdoc/>
    public override string FromWhere => "From";

    /// <inheritdoc/>
    public override string ToWhere => "To";

    /// <inheritdoc/>
    public override string Protocol => "Protocol";

    /// <inheritdoc/>
    public override string Purpose => "Purpose";

    /// <inheritdoc/>
    public override string Encryption => "Encryption";

    /// <inheritdoc/>
    public override string ThePbx => "the PBX";

    /// <inheritdoc/>
    public override string Device => "Device or partner";

    /// <inheritdoc/>
    public override string TextsAsDeclared => "Titles and reasons of your own policies are shown as they were written.";

    /// <inheritdoc/>
    public override string Sums(int instances, int stacks) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{instances} {(instances == 1 ? "instance" : "instances")} in {stacks} {(stacks == 1 ? "stack" : "stacks")}");

    /// <inheritdoc/>
    public override string NameOf(string id) => id == "anywhere" ? Internet : id;

    /// <inheritdoc/>
    public override string LimitOf(string quota) => quota;

    /// <inheritdoc/>
    public override string Renumbering(string prefix, int more) => FormattableString.Invariant($"renumbering {prefix} needs {more} more");

    /// <inheritdoc/>
    public override string TrafficOf(Traffic traffic) => traffic.ToString();

    /// <inheritdoc/>
    public override string SourceOf(string row) => row;

    /// <inheritdoc/>
    public override string VerdictOf(string verdict) => verdict;

    /// <inheritdoc/>
    public override string NotSupported => "the policy does not promise it";

    /// <inheritdoc/>
    public override string IsMissing => "missing:";

    /// <inheritdoc/>
    public override string ReachedFrom => "from";

    /// <inheritdoc/>
    public override string TitleOf(string title) => title;

    /// <inheritdoc/>
    public override string SharedBy(string part, int number, int count) =>
        string.Create(CultureInfo.InvariantCulture, $"{part}, variant {number}: {count} instances");
}
