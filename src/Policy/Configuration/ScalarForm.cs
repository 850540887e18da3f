namespace Starface.Policy.Configuration;

/// <summary>What a single value is, as YAML or JSON reads it.</summary>
internal enum ScalarForm
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>Nothing: a YAML or JSON null.</summary>
    Null,

    /// <summary>A number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>A date, with or without a time.</summary>
    Date,
}
