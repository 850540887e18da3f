using Starface.Drift.Output;
using Starface.Policy.Clouds;
using Starface.Policy.Comparison;

namespace Starface.Drift.Live;

/// <summary>What reports advise for one cloud.</summary>
internal interface ICloudAdvice
{
    /// <summary>What <see cref="DescribePermissions"/> gives, such as <c>an IAM policy</c>.</summary>
    string PermissionsTitle { get; }

    /// <summary>The permissions that reading the cloud needs, in the form in which the cloud accepts them.</summary>
    /// <param name="withInterfaces">Whether what lies around groups is read as well, and not only the groups.</param>
    string DescribePermissions(bool withInterfaces);

    /// <summary>The shell command that removes a rule, or a comment that says how to find it.</summary>
    /// <param name="groupId">The group's id.</param>
    /// <param name="group">The group, or null when it is not at hand.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="region">The region of an instance whose group does not tell its own.</param>
    MediumText<Shell> DescribeRemoval(string groupId, LiveGroup? group, LiveRule rule, string? region);

    /// <summary>The id by which 'pulumi import' finds a rule, or null where the source does not tell it.</summary>
    string? FindImportId(LiveRule rule) => null;

    /// <summary>A comment that says how to find the ids of a group's rules.</summary>
    /// <param name="groupId">The group's id.</param>
    /// <param name="group">The group, or null when it is not at hand.</param>
    /// <param name="region">The region of an instance whose group does not tell its own.</param>
    MediumText<Shell> DescribeSearch(string groupId, LiveGroup? group, string? region) =>
        Shell.Comment("The source does not tell the rule's id.");

    /// <summary>What removing a foreign rule does to connections that exist, as a sentence.</summary>
    /// <param name="extra">The rule.</param>
    /// <param name="carriesMedia">Whether the audio of calls may be among them.</param>
    string DescribeCalls(ExtraFlows extra, bool carriesMedia);

    /// <summary>How a stack's configuration names a remote group of a rule.</summary>
    string DescribePeer(string group);
}
