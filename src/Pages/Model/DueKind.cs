namespace Starface.Pages.Model;

/// <summary>What happens on a day.</summary>
internal enum DueKind
{
    /// <summary>A permission ends.</summary>
    PermissionEnds,

    /// <summary>A permission has to be reviewed again.</summary>
    Review,

    /// <summary>A finding is accepted no longer.</summary>
    AcceptanceEnds,

    /// <summary>The addresses of hosts were last resolved.</summary>
    LockChecked,
}
