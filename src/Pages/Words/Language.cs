namespace Starface.Pages.Words;

/// <summary>A language of pages and lists.</summary>
internal enum Language
{
    /// <summary>English.</summary>
    English,

    /// <summary>German.</summary>
    German,
}
