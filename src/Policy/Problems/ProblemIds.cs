namespace Starface.Policy.Problems;

/// <summary>The ids of all kinds of problems, at compile time and at run time. <see cref="ProblemTable"/> describes each.</summary>
internal static class ProblemIds
{
    // SFP1xxx: the form of declarations and constants.
    public const string NotPartial = "SFP1001";
    public const string CannotBeCompleted = "SFP1002";
    public const string MemberInTheWay = "SFP1003";
    public const string MalformedId = "SFP1004";
    public const string DuplicateId = "SFP1005";
    public const string AttributeWithoutEffect = "SFP1006";
    public const string PortOutOfRange = "SFP1010";
    public const string InvertedPortRange = "SFP1011";
    public const string MalformedPortText = "SFP1012";
    public const string PortsDoNotFitProtocol = "SFP1013";
    public const string PortsGivenTwice = "SFP1014";
    public const string UnknownProtocol = "SFP1015";
    public const string NotAMember = "SFP1016";
    public const string MalformedPrefix = "SFP1020";
    public const string MalformedHostName = "SFP1021";
    public const string MalformedPbxVersion = "SFP1022";
    public const string SinceAfterUntil = "SFP1023";
    public const string MalformedSettingName = "SFP1024";
    public const string AllowPrivateInvalid = "SFP1025";
    public const string NotAService = "SFP1030";
    public const string NotAPeerGroup = "SFP1031";
    public const string PeerGroupsOfOneName = "SFP1032";
    public const string SettingWithTwoDefaults = "SFP1033";
    public const string PeerGroupMissing = "SFP1034";
    public const string PeerGroupWithoutUse = "SFP1035";
    public const string RepeatedAllowance = "SFP1036";
    public const string OptionalWithoutEffect = "SFP1037";
    public const string InclusionCycle = "SFP1038";
    public const string NotIncludable = "SFP1039";
    public const string MalformedPeerLiteral = "SFP1040";
    public const string MalformedPrefixLiteral = "SFP1041";
    public const string MalformedPortsLiteral = "SFP1042";
    public const string MalformedVersionLiteral = "SFP1043";
    public const string MalformedPinnedHost = "SFP1044";
    public const string SettingOutOfRange = "SFP1045";
    public const string ExclusionWithoutEffect = "SFP1050";
    public const string RepeatedInclusion = "SFP1051";
    public const string InclusionsDisagree = "SFP1052";
    public const string RepeatedForbid = "SFP1053";
    public const string StepWithoutRequirement = "SFP1060";
    public const string ScenarioWithoutSteps = "SFP1061";
    public const string ScenarioTextMissing = "SFP1062";
    public const string ScenarioAttributeWithoutEffect = "SFP1063";
    public const string PeerGroupOfStep = "SFP1064";
    public const string NotAScenario = "SFP1065";

    // SFP2xxx: what a declaration means.
    public const string CoveredRequirement = "SFP2001";
    public const string CoveredByUnion = "SFP2002";
    public const string RedundantAllowance = "SFP2003";
    public const string SettingsClaimOnePort = "SFP2004";
    public const string MissingService = "SFP2005";
    public const string OutdatedTls = "SFP2006";
    public const string MixedViewpoints = "SFP2007";
    public const string NothingRequired = "SFP2009";
    public const string NoRequirementForVersion = "SFP2010";
    public const string RepeatedService = "SFP2011";
    public const string ExcludedNeverCut = "SFP2012";
    public const string OtherVersionIncluded = "SFP2013";
    public const string AllowsNothing = "SFP2014";
    public const string IdOfCatalog = "SFP2015";
    public const string NotSupported = "SFP2016";

    // SFP3xxx: what a declaration exposes.
    public const string UnencryptedFromAnywhere = "SFP3001";
    public const string ManagementFromAnywhere = "SFP3002";
    public const string TollFraud = "SFP3003";
    public const string EveryPort = "SFP3004";
    public const string WiderThanDocumented = "SFP3005";
    public const string NoReason = "SFP3006";
    public const string MalformedExpiry = "SFP3007";
    public const string Expired = "SFP3008";
    public const string ExpiresSoon = "SFP3009";
    public const string ReviewDue = "SFP3010";
    public const string ChangedSinceReview = "SFP3011";
    public const string Forbidden = "SFP3012";

    // SFP4xxx: what a cloud makes of it.
    public const string HostNotPinned = "SFP4001";
    public const string QuotaExceeded = "SFP4002";
    public const string QuotaNearlyReached = "SFP4003";
    public const string NotExpressible = "SFP4004";
    public const string NeverFiltered = "SFP4005";
    public const string UnreadableSource = "SFP4006";
    public const string NamesCollide = "SFP4007";
    public const string ProtectedFlowsCut = "SFP4008";
    public const string GroupNotAttached = "SFP4009";
    public const string NoRoomForBoth = "SFP4010";
    public const string AllocatedAnew = "SFP4011";
    public const string NoEffectOfItsOwn = "SFP4012";
    public const string ProtocolOfOtherFamily = "SFP4013";
    public const string PeersLeftOut = "SFP4014";
    public const string OnlyApart = "SFP4015";
    public const string GroupReplaced = "SFP4016";
    public const string InterfaceLeft = "SFP4017";
    public const string AttachedTwice = "SFP4018";
    public const string AttachmentUnknown = "SFP4019";
    public const string AttachmentUnrecorded = "SFP4020";
    public const string WeightUnknown = "SFP4021";
    public const string ListsExchangeEntries = "SFP4022";

    // SFP5xxx: the configuration of an instance.
    public const string UnusableFile = "SFP5001";
    public const string UnknownKey = "SFP5002";
    public const string MissingValue = "SFP5003";
    public const string WrongKind = "SFP5004";
    public const string InvalidValue = "SFP5005";
    public const string UnknownName = "SFP5006";
    public const string NotForCloud = "SFP5007";
    public const string Duplicate = "SFP5008";
    public const string Contradiction = "SFP5009";
    public const string InvalidOption = "SFP5010";
    public const string NotQuoted = "SFP5011";
    public const string SecretNotReadable = "SFP5012";
    public const string EnvironmentNotRead = "SFP5013";
    public const string ConfigurationTooLarge = "SFP5014";
    public const string OtherProject = "SFP5015";
    public const string CannotAdopt = "SFP5016";
    public const string BeyondLimit = "SFP5017";
    public const string UnknownServiceTag = "SFP5018";
    public const string AssemblyNotLoaded = "SFP5030";
    public const string AssemblyNotUsable = "SFP5031";
    public const string RevisionNotRead = "SFP5032";
    public const string CodeNotBuilt = "SFP5033";
    public const string StackRenamed = "SFP5034";
    public const string CommentNotSent = "SFP5035";

    // SFP6xxx: the comparison with a cloud.
    public const string SourceUnread = "SFP6001";
    public const string AccessRefused = "SFP6002";
    public const string Throttled = "SFP6003";
    public const string NotUnderstood = "SFP6004";
    public const string Incomplete = "SFP6005";
    public const string GroupNotFound = "SFP6006";
    public const string GroupAmbiguous = "SFP6007";
    public const string GroupOfOtherCloud = "SFP6008";
    public const string Undecided = "SFP6009";
    public const string TagsNotCompared = "SFP6010";
    public const string DescriptionDiffers = "SFP6011";
    public const string GroupLeftOver = "SFP6012";
    public const string OtherSourceUnread = "SFP6013";
    public const string IgnoreEntryExpired = "SFP6014";
    public const string IgnoreEntryUnused = "SFP6015";
    public const string IgnoreEntryTooWide = "SFP6019";
    public const string LayerNotRead = "SFP6016";
    public const string ReadTwice = "SFP6017";
    public const string ComparedLess = "SFP6018";
    public const string RuleUnrecorded = "SFP6020";

    // SFP7xxx: the names of hosts.
    public const string LockOutdated = "SFP7001";
    public const string NameNotResolved = "SFP7002";
    public const string NameWithoutAddress = "SFP7003";
    public const string AddressRefused = "SFP7004";
    public const string HostNotPinnable = "SFP7005";

    // SFP8xxx: what a team demands of its policies.
    public const string TestFails = "SFP8001";
    public const string TestUndecided = "SFP8002";
    public const string GuardrailBroken = "SFP8003";
    public const string GuardrailUndecided = "SFP8004";
    public const string ScenarioDoesNotWork = "SFP8010";
    public const string ScenarioUndecided = "SFP8011";
}
