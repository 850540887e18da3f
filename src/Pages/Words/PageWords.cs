using System.Globalization;
using System.Numerics;
using Starface.Pages.Model;
using Starface.Policy.Review;

namespace Starface.Pages.Words;

/// <summary>The words of a page in one language. A word that a language lacks is a compile error.</summary>
internal abstract class PageWords
{
    /// <summary>The language as HTML names it.</summary>
    public abstract string Code { get; }

    /// <summary>The page's title.</summary>
    public abstract string Title { get; }

    /// <summary>The link past the head of the page.</summary>
    public abstract string Skip { get; }

    /// <summary>The overview of all instances.</summary>
    public abstract string Fleet { get; }

    /// <summary>The instances.</summary>
    public abstract string Instances { get; }

    /// <summary>An instance.</summary>
    public abstract string Instance { get; }

    /// <summary>A stack.</summary>
    public abstract string Stack { get; }

    /// <summary>A cloud.</summary>
    public abstract string Cloud { get; }

    /// <summary>A policy.</summary>
    public abstract string Policy { get; }

    /// <summary>The PBX version.</summary>
    public abstract string Version { get; }

    /// <summary>The current release.</summary>
    public abstract string CurrentVersion { get; }

    /// <summary>The digest of the permitted flows.</summary>
    public abstract string Digest { get; }

    /// <summary>The stack's file.</summary>
    public abstract string DescribedIn { get; }

    /// <summary>A status.</summary>
    public abstract string Status { get; }

    /// <summary>What was found.</summary>
    public abstract string Findings { get; }

    /// <summary>Nothing is wrong.</summary>
    public abstract string Fine { get; }

    /// <summary>What could not be read or planned.</summary>
    public abstract string Unread { get; }

    /// <summary>What a stack that could not be read means.</summary>
    public abstract string UnreadHint { get; }

    /// <summary>What was tried for real.</summary>
    public abstract string Probes { get; }

    /// <summary>What was seen, and what to do next.</summary>
    public abstract string Seen { get; }

    /// <summary>Where the doctor ran.</summary>
    /// <param name="from">The place as the doctor names it.</param>
    public abstract string ProbedFrom(string from);

    /// <summary>Public addresses that reach sensitive services.</summary>
    public abstract string Exposure { get; }

    /// <summary>A service.</summary>
    public abstract string Service { get; }

    /// <summary>The limits of the cloud.</summary>
    public abstract string Quotas { get; }

    /// <summary>How much of a limit is used.</summary>
    /// <param name="used">What is used.</param>
    /// <param name="limit">The limit.</param>
    public abstract string UsedOf(int used, int limit);

    /// <summary>Days on which something ends.</summary>
    public abstract string DueDates { get; }

    /// <summary>The next of them.</summary>
    public abstract string NextDue { get; }

    /// <summary>A day.</summary>
    public abstract string Day { get; }

    /// <summary>What happens.</summary>
    public abstract string What { get; }

    /// <summary>Who answers for it.</summary>
    public abstract string Owner { get; }

    /// <summary>The peer groups and their addresses.</summary>
    public abstract string WhoIsWho { get; }

    /// <summary>A group without addresses.</summary>
    public abstract string NoAddress { get; }

    /// <summary>Hosts that services name.</summary>
    public abstract string HostsOfServices { get; }

    /// <summary>The column of such hosts.</summary>
    public abstract string NamedHosts { get; }

    /// <summary>Every address.</summary>
    public abstract string AnyAddress { get; }

    /// <summary>The matrix of who may do what.</summary>
    public abstract string Access { get; }

    /// <summary>Who may connect to the PBX.</summary>
    public abstract string Inbound { get; }

    /// <summary>What the PBX may connect to.</summary>
    public abstract string Outbound { get; }

    /// <summary>Nothing is permitted in a direction.</summary>
    public abstract string NothingPermitted { get; }

    /// <summary>Why the policy allows it.</summary>
    public abstract string Reason { get; }

    /// <summary>A row of the source.</summary>
    public abstract string Row { get; }

    /// <summary>A row that the source does not have.</summary>
    public abstract string NoRow { get; }

    /// <summary>A rule.</summary>
    public abstract string Rule { get; }

    /// <summary>The remote sides of one row.</summary>
    public abstract string OnlyFor { get; }

    /// <summary>The included policy.</summary>
    public abstract string IncludedFrom { get; }

    /// <summary>The traffic is unencrypted.</summary>
    public abstract string Unencrypted { get; }

    /// <summary>The lowest TLS version.</summary>
    public abstract string AtLeast { get; }

    /// <summary>Running calls must not be cut.</summary>
    public abstract string NeverCut { get; }

    /// <summary>The source says so.</summary>
    public abstract string Stated { get; }

    /// <summary>It was inferred.</summary>
    public abstract string Inferred { get; }

    /// <summary>Operators ask for it.</summary>
    public abstract string ByOperators { get; }

    /// <summary>Rules and their resources.</summary>
    public abstract string Resources { get; }

    /// <summary>It permits.</summary>
    public abstract string Permits { get; }

    /// <summary>It denies.</summary>
    public abstract string Denies { get; }

    /// <summary>A direction.</summary>
    public abstract string DirectionOf { get; }

    /// <summary>Inbound, in a cell.</summary>
    public abstract string InboundWord { get; }

    /// <summary>Outbound, in a cell.</summary>
    public abstract string OutboundWord { get; }

    /// <summary>What works and what does not.</summary>
    public abstract string Scenarios { get; }

    /// <summary>A scenario.</summary>
    public abstract string Scenario { get; }

    /// <summary>How it ends.</summary>
    public abstract string Result { get; }

    /// <summary>What people see.</summary>
    public abstract string Notes { get; }

    /// <summary>It works.</summary>
    public abstract string Works { get; }

    /// <summary>It works for some.</summary>
    public abstract string WorksPartly { get; }

    /// <summary>It does not work.</summary>
    public abstract string DoesNotWork { get; }

    /// <summary>It is not known.</summary>
    public abstract string Undecided { get; }

    /// <summary>It is not meant for the instance.</summary>
    public abstract string NotApplicable { get; }

    /// <summary>A severity.</summary>
    public abstract string Severity { get; }

    /// <summary>An error.</summary>
    public abstract string Error { get; }

    /// <summary>A warning.</summary>
    public abstract string Warning { get; }

    /// <summary>A remark.</summary>
    public abstract string Info { get; }

    /// <summary>The place of a finding.</summary>
    public abstract string Place { get; }

    /// <summary>What was found.</summary>
    public abstract string Message { get; }

    /// <summary>Findings about no single instance.</summary>
    public abstract string OtherFindings { get; }

    /// <summary>Parts that several instances have.</summary>
    public abstract string Shared { get; }

    /// <summary>Why there are such parts.</summary>
    public abstract string SharedHint { get; }

    /// <summary>A permission ends.</summary>
    public abstract string PermissionEnds { get; }

    /// <summary>A permission has to be reviewed.</summary>
    public abstract string ReviewDue { get; }

    /// <summary>A finding is accepted until then.</summary>
    public abstract string AcceptanceEnds { get; }

    /// <summary>Names were last resolved.</summary>
    public abstract string LockChecked { get; }

    /// <summary>The filter.</summary>
    public abstract string FilterLabel { get; }

    /// <summary>A filter.</summary>
    public abstract string OnlyWithFindings { get; }

    /// <summary>How many instances the filter leaves: # stands for the number.</summary>
    public abstract string Listed { get; }

    /// <summary>Unfolds all.</summary>
    public abstract string OpenAll { get; }

    /// <summary>Folds all.</summary>
    public abstract string CloseAll { get; }

    /// <summary>No public address.</summary>
    public abstract string Nobody { get; }

    /// <summary>One address.</summary>
    public abstract string OneAddress { get; }

    /// <summary>Several addresses.</summary>
    public abstract string ManyAddresses { get; }

    /// <summary>Networks of IPv6.</summary>
    public abstract string Networks { get; }

    /// <summary>Every address of IPv6.</summary>
    public abstract string AllOfIPv6 { get; }

    /// <summary>The members of names.</summary>
    public abstract string MembersOf { get; }

    /// <summary>What is between thousands.</summary>
    public abstract string GroupSeparator { get; }

    /// <summary>The drawing.</summary>
    public abstract string Drawing { get; }

    /// <summary>What the drawing shows, for those who do not see it.</summary>
    public abstract string DrawingLabel { get; }

    /// <summary>The arrow to the PBX.</summary>
    public abstract string ConnectsToPbx { get; }

    /// <summary>The arrow from the PBX.</summary>
    public abstract string PbxConnects { get; }

    /// <summary>Everyone.</summary>
    public abstract string Internet { get; }

    /// <summary>What the cloud permits.</summary>
    public abstract string CloudCompared { get; }

    /// <summary>An instance that was not compared with the cloud.</summary>
    public abstract string NotCompared { get; }

    /// <summary>The cloud permits what is planned.</summary>
    public abstract string InSync { get; }

    /// <summary>The cloud permits something else.</summary>
    public abstract string DriftWord { get; }

    /// <summary>What lies on the way to an interface.</summary>
    public abstract string Layers { get; }

    /// <summary>A layer that was not read in full.</summary>
    public abstract string NotRead { get; }

    /// <summary>The cloud permits it and the plan does not.</summary>
    public abstract string Extra { get; }

    /// <summary>The plan permits it and the cloud does not.</summary>
    public abstract string Missing { get; }

    /// <summary>Something else differs.</summary>
    public abstract string Differs { get; }

    /// <summary>What changes.</summary>
    public abstract string Changes { get; }

    /// <summary>What is compared with.</summary>
    public abstract string ComparedWith { get; }

    /// <summary>Instances without a change.</summary>
    public abstract string SameTraffic { get; }

    /// <summary>An instance that was not there before.</summary>
    public abstract string NewInstance { get; }

    /// <summary>An instance that is not there any more.</summary>
    public abstract string RemovedInstance { get; }

    /// <summary>Public addresses reach more.</summary>
    public abstract string ExposureGrows { get; }

    /// <summary>Calls are cut that must not be.</summary>
    public abstract string CutsNeverCut { get; }

    /// <summary>What happens to calls.</summary>
    public abstract string RunningCalls { get; }

    /// <summary>A change.</summary>
    public abstract string Change { get; }

    /// <summary>It becomes possible.</summary>
    public abstract string Opened { get; }

    /// <summary>It becomes impossible.</summary>
    public abstract string Closed { get; }

    /// <summary>Ports.</summary>
    public abstract string Ports { get; }

    /// <summary>The remote side.</summary>
    public abstract string RemoteSide { get; }

    /// <summary>Findings that are accepted.</summary>
    public abstract string AcceptedFindings { get; }

    /// <summary>What the other side's firewall has to permit.</summary>
    public abstract string ForPartners { get; }

    /// <summary>Who these lists are for.</summary>
    public abstract string ForPartnersHint { get; }

    /// <summary>The side that opens the connection.</summary>
    public abstract string FromWhere { get; }

    /// <summary>The side that is connected to.</summary>
    public abstract string ToWhere { get; }

    /// <summary>A protocol.</summary>
    public abstract string Protocol { get; }

    /// <summary>What it is for.</summary>
    public abstract string Purpose { get; }

    /// <summary>How it is encrypted.</summary>
    public abstract string Encryption { get; }

    /// <summary>The PBX, where its address is not known.</summary>
    public abstract string ThePbx { get; }

    /// <summary>A kind of device, or a partner.</summary>
    public abstract string Device { get; }

    /// <summary>Which texts are not translated.</summary>
    public abstract string TextsAsDeclared { get; }

    /// <summary>How many there are.</summary>
    public abstract string Sums(int instances, int stacks);

    /// <summary>A peer group's name for people: the id where it has no other.</summary>
    public abstract string NameOf(string id);

    /// <summary>A peer group's name for people with the id by which stacks name it, each where there is one.</summary>
    public string NameWithId(string id) => NameOf(id) is var name && name == id ? id : $"{name} ({id})";

    /// <summary>What a cloud limits.</summary>
    public abstract string LimitOf(string quota);

    /// <summary>What a renumbered prefix needs beside what is used.</summary>
    public abstract string Renumbering(string prefix, int more);

    /// <summary>A protocol with its ports.</summary>
    public abstract string TrafficOf(Traffic traffic);

    /// <summary>A row of the source: one of the vendor's tables in the language of the page, else as it was declared.</summary>
    public abstract string SourceOf(string row);

    /// <summary>How a probe of the doctor ended.</summary>
    public abstract string VerdictOf(string verdict);

    /// <summary>The policy does not declare that a scenario works.</summary>
    public abstract string NotSupported { get; }

    /// <summary>Before what a scenario lacks.</summary>
    public abstract string IsMissing { get; }

    /// <summary>Before those who reach something.</summary>
    public abstract string ReachedFrom { get; }

    /// <summary>The title of a service: of a shipped one in the language of the page, else as it was declared.</summary>
    public abstract string TitleOf(string title);

    /// <summary>The heading of a shared part.</summary>
    public abstract string SharedBy(string part, int number, int count);

    /// <summary>How many public addresses reach something.</summary>
    public string Reach(PublicReach reach)
    {
        var parts = new List<string>();
        if (!reach.IPv4.IsZero) parts.Add($"{Number(reach.IPv4)} {(reach.IPv4.IsOne ? OneAddress : ManyAddresses)}");
        if (reach.IPv6 == BigInteger.One << 64) parts.Add(AllOfIPv6);
        else if (!reach.IPv6.IsZero) parts.Add($"{Number(reach.IPv6)} {Networks}");
        if (!reach.Names.IsEmpty) parts.Add($"{MembersOf} {string.Join(", ", reach.Names)}");
        return parts.Count == 0 ? Nobody : string.Join(" + ", parts);
    }

    private string Number(BigInteger number) =>
        number.ToString("N0", CultureInfo.InvariantCulture).Replace(",", GroupSeparator, StringComparison.Ordinal);

    /// <summary>The words of a language.</summary>
    public static PageWords For(Language language) => language == Language.German ? new GermanWords() : new EnglishWords();
}
