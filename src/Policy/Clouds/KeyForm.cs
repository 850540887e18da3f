namespace Starface.Policy.Clouds;

/// <summary>The form of the value of a configuration key.</summary>
internal enum KeyForm
{
    /// <summary>A text.</summary>
    Text,

    /// <summary>A whole number from 1.</summary>
    Number,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Flag,

    /// <summary>A map from names to ids of the cloud.</summary>
    Ids,

    /// <summary>A text or a list of texts.</summary>
    Texts,

    /// <summary>What is of a form of its own.</summary>
    Other,
}
