namespace Starface.Cli.Verbs.Review;

/// <summary>What a change of a setting does to what an instance lets through.</summary>
internal enum SettingEffect
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The groups are made again, at another place.</summary>
    MakesAgain,

    /// <summary>The groups leave what is no longer named.</summary>
    Leaves,
}
