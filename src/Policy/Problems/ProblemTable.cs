using System.Collections.Immutable;
using System.Globalization;

namespace Starface.Policy.Problems;

/// <summary>The table of all kinds of problems, from which the compiler's diagnostics and the problems of a review are made.</summary>
internal static class ProblemTable
{
    /// <summary>The category of problems in the configuration of an instance.</summary>
    public const string Configuration = "Configuration";

    /// <summary>The category of problems in the comparison with a cloud.</summary>
    public const string Comparison = "Comparison";

    /// <summary>The category of problems of the names of hosts.</summary>
    public const string Names = "Names";

    /// <summary>The category of tests and guardrails.</summary>
    public const string Demands = "Demands";

    /// <summary>The category of problems of what is exposed.</summary>
    public const string Exposure = "Exposure";

    private const string Form = "Form";
    private const string Meaning = "Meaning";
    private const string Clouds = "Clouds";

    /// <summary>The kinds in the order of their ids.</summary>
    public static ImmutableArray<ProblemKind> Kinds { get; } =
    [
        new(
            ProblemIds.NotPartial, "Class is not partial", Form, Severity.Error,
            "'{0}' must be partial, because the generator completes {1}",
            "write 'partial {2}'"),
        new(ProblemIds.CannotBeCompleted, "Class cannot be completed", Form, Severity.Error, "'{0}' cannot be completed: {1}"),
        new(
            ProblemIds.MemberInTheWay, "Member in the way of a generated one", Form, Severity.Error,
            "'{0}' cannot be completed: the generator adds a member '{1}', but {2}"),
        new(ProblemIds.MalformedId, "Malformed id", Form, Severity.Error, "'{0}' is not a valid id: {1}"),
        new(
            ProblemIds.DuplicateId, "Duplicate id", Form, Severity.Error,
            "The {0} id '{1}' already belongs to '{2}'",
            "give '{3}' another id"),
        new(
            ProblemIds.AttributeWithoutEffect, "Attribute without effect", Form, Severity.Error,
            "[{0}] has no effect on '{1}', which is not a {3}",
            "add [{2}(\"id\")] or remove it"),
        new(ProblemIds.PortOutOfRange, "Port out of range", Form, Severity.Error, "Port out of range: {0}"),
        new(ProblemIds.InvertedPortRange, "Inverted port range", Form, Severity.Error, "Inverted port range: {0}"),
        new(ProblemIds.MalformedPortText, "Malformed port text", Form, Severity.Error, "Malformed ports: {0}"),
        new(
            ProblemIds.PortsDoNotFitProtocol, "Ports do not fit the protocol", Form, Severity.Error,
            "Ports do not fit the protocol: {0}"),
        new(ProblemIds.PortsGivenTwice, "Ports given twice", Form, Severity.Error, "Ports given twice: {0}"),
        new(ProblemIds.UnknownProtocol, "Unknown protocol", Form, Severity.Error, "Unknown protocol: {0}"),
        new(
            ProblemIds.NotAMember, "Value outside of its enumeration", Form, Severity.Error,
            "{0} is not a member of {1}",
            "use {2}"),
        new(ProblemIds.MalformedPrefix, "Malformed prefix or address", Form, Severity.Error, "Malformed prefix: {0}"),
        new(ProblemIds.MalformedHostName, "Malformed host name", Form, Severity.Error, "'{0}' is not a valid host name: {1}"),
        new(ProblemIds.MalformedPbxVersion, "Malformed PBX version", Form, Severity.Error, "{0}"),
        new(
            ProblemIds.SinceAfterUntil, "Since after Until", Form, Severity.Error,
            "The requirement applies to no version: Since '{0}' is after Until '{1}'",
            "swap them or remove one"),
        new(
            ProblemIds.MalformedSettingName, "Malformed setting name", Form, Severity.Error,
            "'{0}' is not a valid name of a setting: {1}"),
        new(
            ProblemIds.AllowPrivateInvalid, "AllowPrivate without a private host", Form, Severity.Error,
            "AllowPrivate does not fit: {0}"),
        new(ProblemIds.NotAService, "Type is not a service", Form, Severity.Error, "'{0}' is not a service: {1}"),
        new(ProblemIds.NotAPeerGroup, "Type is not a peer group", Form, Severity.Error, "'{0}' is not a valid peer group: {1}"),
        new(
            ProblemIds.PeerGroupsOfOneName, "Peer groups with the same name", Form, Severity.Error,
            "The peer groups '{0}' and '{1}' have the same name, so '{2}' cannot distinguish them",
            "rename one"),
        new(
            ProblemIds.SettingWithTwoDefaults, "Setting with two defaults", Form, Severity.Error,
            "The setting '{0}' is {1} by default in service '{2}' and {3} in service '{4}'",
            "give them the same ports or different names"),
        new(
            ProblemIds.PeerGroupMissing, "Peer group missing", Form, Severity.Error,
            "'{0}' needs a peer group: its requirement {1} names no host and no addresses",
            "write [Allow<{0}, TPeer>] with the group it is open to"),
        new(
            ProblemIds.PeerGroupWithoutUse, "Peer group without use", Form, Severity.Error,
            "'{0}' has no effect: every requirement of '{1}' names its own hosts or addresses",
            "write [Allow<{1}>]"),
        new(
            ProblemIds.RepeatedAllowance, "Repeated allowance", Form, Severity.Error,
            "'{0}' is already open{1}",
            "{2}"),
        new(
            ProblemIds.OptionalWithoutEffect, "Optional without effect", Form, Severity.Error,
            "Optional has no effect on the [Allow] of '{0}' to '{1}': {2}",
            "{3}"),
        new(
            ProblemIds.InclusionCycle, "Policy includes itself", Form, Severity.Error,
            "Policy '{0}' includes itself: {1}",
            "remove one of the [Include]s"),
        new(
            ProblemIds.NotIncludable, "Policy cannot be included", Form, Severity.Error,
            "'{0}' cannot be included: {1}"),
        new(ProblemIds.MalformedPeerLiteral, "Malformed peer", Form, Severity.Error, "Malformed peer: {0}"),
        new(
            ProblemIds.MalformedPrefixLiteral, "Malformed prefix or address in code", Form, Severity.Error,
            "Malformed prefix or address: {0}"),
        new(ProblemIds.MalformedPortsLiteral, "Malformed ports in code", Form, Severity.Error, "Malformed ports: {0}"),
        new(ProblemIds.MalformedVersionLiteral, "Malformed PBX version in code", Form, Severity.Error, "{0}"),
        new(
            ProblemIds.MalformedPinnedHost, "Malformed name of a pinned host", Form, Severity.Error,
            "'{0}' is not a valid host name: {1}"),
        new(
            ProblemIds.SettingOutOfRange, "Setting out of range", Form, Severity.Error,
            "{0} is {1}, but a port is a number from 1 to {2}"),
        new(
            ProblemIds.ExclusionWithoutEffect, "Exclude without effect", Form, Severity.Error,
            "The [Exclude] of {0} has no effect: {1}",
            "{2}"),
        new(
            ProblemIds.RepeatedInclusion, "Repeated include", Form, Severity.Error,
            "'{0}' is already included",
            "remove the repetition"),
        new(
            ProblemIds.InclusionsDisagree, "Included policies disagree", Form, Severity.Error,
            "The included policies '{0}' and '{1}' both allow {2}, with different {3}",
            "write [Exclude{4}] and an [Allow{4}] of the policy's own"),
        new(
            ProblemIds.RepeatedForbid, "Repeated forbid", Form, Severity.Error,
            "Another [Forbid] of the assembly is already about the same flows",
            "remove the repetition"),
        new(
            ProblemIds.StepWithoutRequirement, "Step without a requirement", Form, Severity.Error,
            "Service '{0}' does not require {1}: {2}",
            "{3}"),
        new(
            ProblemIds.ScenarioWithoutSteps, "Scenario without steps", Form, Severity.Error,
            "Scenario '{0}' has no steps, so it would work with every policy",
            "add a [Step]"),
        new(
            ProblemIds.ScenarioTextMissing, "Title or symptom missing", Form, Severity.Error,
            "The {0} of {1} is missing",
            "write {2}"),
        new(
            ProblemIds.ScenarioAttributeWithoutEffect, "Step, substitute or support without effect", Form, Severity.Error,
            "{0} has no effect: {1}",
            "{2}"),
        new(
            ProblemIds.PeerGroupOfStep, "Peer group of a step missing or without use", Form, Severity.Error,
            "The [Step] of '{0}' {1}",
            "write {2}"),
        new(ProblemIds.NotAScenario, "Type is not a scenario", Form, Severity.Error, "'{0}' is not a scenario: {1}"),

        new(
            ProblemIds.CoveredRequirement, "Requirement covered by another", Meaning, Severity.Warning,
            "The requirement {0} of service '{1}' opens nothing that {2} does not open already",
            "remove it, or narrow the other one"),
        new(
            ProblemIds.CoveredByUnion, "Requirement covered by several others", Meaning, Severity.Warning,
            "The requirement {0} of service '{1}' opens nothing that {2} do not open together",
            "remove it, or narrow the others"),
        new(
            ProblemIds.RedundantAllowance, "Allow adds nothing", Meaning, Severity.Warning,
            "The [Allow] of {0} adds nothing to policy '{1}': what it opens is already open by the [Allow] of {2}",
            "{3}, or narrow the other"),
        new(
            ProblemIds.SettingsClaimOnePort, "Two settings use the same port", Meaning, Severity.Warning,
            "The settings '{0}' ({1}) and '{2}' ({3}) use the same port",
            "use one name if both are the same port of the PBX, or different defaults if not"),
        new(
            ProblemIds.MissingService, "Needed service is not allowed", Meaning, Severity.Warning,
            "Service '{0}' does not work without '{1}', which policy '{2}' does not allow",
            "add an [Allow] for it"),
        new(
            ProblemIds.OutdatedTls, "TLS version that the vendor excludes", Meaning, Severity.Warning,
            "Service '{0}' accepts {1} on {2}, but the vendor supports nothing below TLS 1.2 on the ports 443, 5061 and 5222",
            "write Tls.V12"),
        new(
            ProblemIds.MixedViewpoints, "Policy mixes viewpoints", Meaning, Severity.Warning,
            "Service '{0}' is described from the viewpoint of {1}, '{2}' from that of {3}",
            "make two policies, because one firewall cannot protect both"),
        new(
            ProblemIds.NothingRequired, "Service requires nothing", Meaning, Severity.Warning,
            "Service '{0}' opens nothing: {1}",
            "declare its requirements, or remove the allowance"),
        new(
            ProblemIds.NoRequirementForVersion, "Service has no rows for the version", Meaning, Severity.Warning,
            "Service '{0}' opens nothing for {1}: its rows apply {2}, and the vendor says nothing about other versions"),
        new(
            ProblemIds.RepeatedService, "Service duplicates one of a catalog", Meaning, Severity.Warning,
            "Service '{0}' has the same requirements as '{1}' of {2}",
            "allow {3} instead, whose rules name the rows they come from"),
        new(
            ProblemIds.ExcludedNeverCut, "Excluded what must never be cut", Meaning, Severity.Warning,
            "The [Exclude] leaves out {0}, which policy '{1}' marks as never to be cut",
            "keep it, or suppress this with the reason why it may be missing here"),
        new(
            ProblemIds.OtherVersionIncluded, "Included policy is for another version", Meaning, Severity.Warning,
            "The included policy '{0}' is for PBX {1}, and this one for {2}, whose rows apply",
            "set the PbxVersion of both to the same, or suppress this if the other rows are meant"),
        new(
            ProblemIds.AllowsNothing, "Policy allows nothing", Meaning, Severity.Warning,
            "Policy '{0}' allows nothing, so that its instances are closed in both directions",
            "add an [Allow] or an [Include]"),
        new(
            ProblemIds.IdOfCatalog, "Id of a catalog", Meaning, Severity.Error,
            "The {0} id '{1}' already belongs to '{2}' of {3}, and rules and configuration tell {4} apart by their ids",
            "give '{5}' another id"),
        new(
            ProblemIds.NotSupported, "Supported scenario does not work", Meaning, Severity.Warning,
            "Scenario '{0}' does not work with any instance of policy '{1}': {2}",
            "allow it, or remove the [Supports]"),

        new(
            ProblemIds.UnencryptedFromAnywhere, "Unencrypted port open to everyone", Exposure, Severity.Warning,
            "{0} opens {1}, which is unencrypted, to {2}",
            "{3}"),
        new(
            ProblemIds.ManagementFromAnywhere, "Management port open to everyone", Exposure, Severity.Warning,
            "{0} opens {1} to {2}",
            "{3}"),
        new(
            ProblemIds.TollFraud, "Signalling or provisioning open to everyone", Exposure, Severity.Warning,
            "{0} opens {1} to {2}, which invites toll fraud",
            "{3}"),
        new(
            ProblemIds.EveryPort, "Every port or protocol", Exposure, Severity.Warning,
            "Service '{0}' opens every {1}, which no row of the vendor's table requires",
            "name {2}"),
        new(
            ProblemIds.WiderThanDocumented, "Range wider than documented", Exposure, Severity.Warning,
            "Service '{0}' opens {1} ports ({2}); the widest range the vendor documents {3} is {4} (RTP media), which has {5}",
            "narrow it to what is documented"),
        new(
            ProblemIds.NoReason, "Reason says nothing", Exposure, Severity.Warning,
            "The reason '{0}' for {1} is a placeholder",
            "write in a sentence who needs this access and what protects it, or remove Because"),
        new(ProblemIds.MalformedExpiry, "Malformed date of a permission", Exposure, Severity.Error, "{0}"),
        new(ProblemIds.Expired, "Permission expired", Exposure, Severity.Error),
        new(ProblemIds.ExpiresSoon, "Permission expires soon", Exposure, Severity.Warning),
        new(ProblemIds.ReviewDue, "Review of a permission is due", Exposure, Severity.Warning),
        new(
            ProblemIds.ChangedSinceReview, "Permission changed since its review", Exposure, Severity.Warning,
            "The permission of {0} was reviewed when its flows were {1}; they have the digest {2} now",
            "review it{3}, and write Reviewed = \"{2}\""),
        new(
            ProblemIds.Forbidden, "Flows that the assembly forbids", Exposure, Severity.Error,
            "Policy '{0}' opens {1} by the permission of {2}, which a [Forbid] of the assembly rules out{3}",
            "remove the permission, or exclude it from what is included"),

        new(ProblemIds.HostNotPinned, "Hosts without addresses", Clouds, Severity.Warning),
        new(
            ProblemIds.QuotaExceeded, "Too many rules for a cloud", Clouds, Severity.Warning,
            "Policy '{0}' does not fit into {1}, even with a single IPv4 address in each peer group: {2}",
            "allow fewer services, or combine ports into ranges"),
        new(ProblemIds.QuotaNearlyReached, "Quota nearly reached", Clouds, Severity.Warning),
        new(
            ProblemIds.NotExpressible, "Requirement that a cloud cannot express", Clouds, Severity.Warning,
            "{0} cannot express {1} of service '{2}': {3}; an instance on {0} cannot be planned with it"),
        new(ProblemIds.NeverFiltered, "Rule without effect", Clouds, Severity.Warning),
        new(
            ProblemIds.UnreadableSource, "Source that no description carries", Clouds, Severity.Warning,
            "The source '{0}' has no letter or digit that clouds accept in the description of a rule, "
                + "so the rule cannot say where it comes from",
            "write it in Latin letters"),
        new(
            ProblemIds.NamesCollide, "Names that configuration cannot tell apart", Clouds, Severity.Warning,
            "The {0} '{1}' and '{2}' are the same name in a stack's configuration, which ignores letter case and hyphens",
            "rename one"),
        new(ProblemIds.ProtectedFlowsCut, "Flows that must never be cut", Clouds, Severity.Error),
        new(ProblemIds.GroupNotAttached, "Group that the interface does not have", Clouds, Severity.Error),
        new(ProblemIds.NoRoomForBoth, "No room for old and new rules together", Clouds, Severity.Error),
        new(ProblemIds.AllocatedAnew, "Rules allocated as for a new instance", Clouds, Severity.Info),
        new(ProblemIds.NoEffectOfItsOwn, "Rule without an effect of its own", Clouds, Severity.Info),
        new(ProblemIds.ProtocolOfOtherFamily, "Protocol of the other address family", Clouds, Severity.Warning),
        new(ProblemIds.PeersLeftOut, "Optional peers left out", Clouds, Severity.Info),
        new(ProblemIds.OnlyApart, "Policy that is only a part of what is needed", Clouds, Severity.Info),
        new(ProblemIds.GroupReplaced, "Group that is replaced", Clouds, Severity.Error),
        new(ProblemIds.InterfaceLeft, "Interface that its groups leave", Clouds, Severity.Error),
        new(ProblemIds.AttachedTwice, "Group that an interface would get twice", Clouds, Severity.Error),
        new(ProblemIds.AttachmentUnknown, "Group of which nobody knows whether the interface has it", Clouds, Severity.Error),
        new(ProblemIds.AttachmentUnrecorded, "Attachment that is not in the state", Clouds, Severity.Info),
        new(ProblemIds.WeightUnknown, "Prefix list of unknown size", Clouds, Severity.Info),
        new(ProblemIds.ListsExchangeEntries, "Prefix lists that take entries over from each other", Clouds, Severity.Error),

        new(ProblemIds.UnusableFile, "File cannot be used", Configuration, Severity.Error),
        new(ProblemIds.UnknownKey, "Unknown key", Configuration, Severity.Error),
        new(ProblemIds.MissingValue, "Missing value", Configuration, Severity.Error),
        new(ProblemIds.WrongKind, "Value of the wrong kind", Configuration, Severity.Error),
        new(ProblemIds.InvalidValue, "Invalid value", Configuration, Severity.Error),
        new(ProblemIds.UnknownName, "Unknown name", Configuration, Severity.Error),
        new(ProblemIds.NotForCloud, "Key of another cloud", Configuration, Severity.Error),
        new(ProblemIds.Duplicate, "Duplicate", Configuration, Severity.Error),
        new(ProblemIds.Contradiction, "Contradiction", Configuration, Severity.Error),
        new(ProblemIds.InvalidOption, "Invalid option", Configuration, Severity.Error),
        new(ProblemIds.NotQuoted, "Text that is not quoted", Configuration, Severity.Error),
        new(ProblemIds.SecretNotReadable, "Secret that cannot be read here", Configuration, Severity.Error),
        new(ProblemIds.EnvironmentNotRead, "Environment that is not read here", Configuration, Severity.Warning),
        new(ProblemIds.ConfigurationTooLarge, "Configuration too large for Pulumi", Configuration, Severity.Warning),
        new(ProblemIds.OtherProject, "Project of another folder", Configuration, Severity.Info),
        new(ProblemIds.CannotAdopt, "Group that cannot be adopted", Configuration, Severity.Error),
        new(ProblemIds.BeyondLimit, "More than a limit", Configuration, Severity.Error),
        new(ProblemIds.UnknownServiceTag, "Unknown service tag", Configuration, Severity.Warning),
        new(ProblemIds.AssemblyNotLoaded, "Assembly that is not loaded", Configuration, Severity.Error),
        new(ProblemIds.AssemblyNotUsable, "Assembly that cannot be used", Configuration, Severity.Error),
        new(ProblemIds.RevisionNotRead, "Commit that cannot be read", Configuration, Severity.Error),
        new(ProblemIds.CodeNotBuilt, "Changed code that was not built", Configuration, Severity.Error),
        new(ProblemIds.StackRenamed, "Stack with another name", Configuration, Severity.Warning),
        new(ProblemIds.CommentNotSent, "Comment that cannot be sent", Configuration, Severity.Error),

        new(ProblemIds.SourceUnread, "Source cannot be read", Comparison, Severity.Error),
        new(ProblemIds.AccessRefused, "Access refused", Comparison, Severity.Error),
        new(ProblemIds.Throttled, "Requests throttled", Comparison, Severity.Error),
        new(ProblemIds.NotUnderstood, "Answer or file not understood", Comparison, Severity.Error),
        new(ProblemIds.Incomplete, "Source is incomplete", Comparison, Severity.Error),
        new(ProblemIds.GroupNotFound, "Group not found", Comparison, Severity.Error),
        new(ProblemIds.GroupAmbiguous, "Group is ambiguous", Comparison, Severity.Error),
        new(ProblemIds.GroupOfOtherCloud, "Group of another cloud", Comparison, Severity.Error),
        new(ProblemIds.Undecided, "Result cannot be decided", Comparison, Severity.Error),
        new(ProblemIds.TagsNotCompared, "Tags are not compared", Comparison, Severity.Info),
        new(ProblemIds.DescriptionDiffers, "Description differs", Comparison, Severity.Info),
        new(ProblemIds.GroupLeftOver, "Left-over group", Comparison, Severity.Info),
        new(ProblemIds.OtherSourceUnread, "Another source cannot be read", Comparison, Severity.Info),
        new(ProblemIds.IgnoreEntryExpired, "Ignore entry expired", Comparison, Severity.Warning),
        new(ProblemIds.IgnoreEntryUnused, "Ignore entry without use", Comparison, Severity.Warning),
        new(ProblemIds.IgnoreEntryTooWide, "Ignore entry for everything", Comparison, Severity.Warning),
        new(ProblemIds.LayerNotRead, "Layer not read", Comparison, Severity.Error),
        new(ProblemIds.ReadTwice, "Changed between two reads", Comparison, Severity.Error),
        new(ProblemIds.ComparedLess, "Not everything was compared", Comparison, Severity.Info),
        new(ProblemIds.RuleUnrecorded, "Rule that the state does not have", Comparison, Severity.Info),

        new(ProblemIds.LockOutdated, "Names not resolved for long", Names, Severity.Warning),
        new(ProblemIds.NameNotResolved, "Name could not be resolved", Names, Severity.Error),
        new(ProblemIds.NameWithoutAddress, "Name without addresses", Names, Severity.Warning),
        new(ProblemIds.AddressRefused, "Address that is not believed", Names, Severity.Error),
        new(ProblemIds.HostNotPinnable, "Host that cannot be pinned", Names, Severity.Warning),

        new(ProblemIds.TestFails, "Test fails", Demands, Severity.Error),
        new(ProblemIds.TestUndecided, "Test cannot be decided", Demands, Severity.Error),
        new(ProblemIds.GuardrailBroken, "Guardrail broken", Demands, Severity.Error),
        new(ProblemIds.GuardrailUndecided, "Guardrail cannot be decided", Demands, Severity.Error),
        new(ProblemIds.ScenarioDoesNotWork, "Scenario does not work", Demands, Severity.Warning),
        new(ProblemIds.ScenarioUndecided, "Scenario cannot be decided", Demands, Severity.Warning),
    ];

    private static readonly ImmutableDictionary<string, ProblemKind> ById =
        Kinds.ToImmutableDictionary(kind => kind.Id, StringComparer.Ordinal);

    /// <summary>Whether a kind has an id.</summary>
    /// <param name="id">The id.</param>
    public static bool Has(string id) => ById.ContainsKey(id);

    /// <summary>The kind with an id.</summary>
    /// <param name="id">The id.</param>
    public static ProblemKind For(string id) => ById[id];

    /// <summary>A problem with the severity, the message and the fix of its kind.</summary>
    /// <param name="id">The id of the kind, which has a message.</param>
    /// <param name="arguments">The arguments of the message and the fix.</param>
    public static Problem Create(string id, params string[] arguments)
    {
        var kind = For(id);
        return new(id, kind.Severity, string.Format(CultureInfo.InvariantCulture, kind.Message!, arguments))
        {
            Fix = kind.Fix is null ? null : string.Format(CultureInfo.InvariantCulture, kind.Fix, arguments),
            Arguments = new(arguments),
        };
    }
}
