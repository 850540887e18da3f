namespace Starface.Cli.Verbs.Review;

/// <summary>A setting of an instance.</summary>
/// <param name="Text">Its value, in words.</param>
/// <param name="Effect">What a change of it does.</param>
internal sealed record InstanceSetting(string Text, SettingEffect Effect)
{
    /// <summary>Whether a change to another value ends what the groups let through.</summary>
    /// <param name="after">The other value.</param>
    public bool IsLeftBy(InstanceSetting after) => Effect switch
    {
        SettingEffect.MakesAgain => true,
        SettingEffect.Leaves => Text.Split(", ").Except(after.Text.Split(", "), StringComparer.Ordinal).Any(id => id != "none"),
        _ => false,
    };
}
