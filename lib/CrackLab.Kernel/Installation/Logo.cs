namespace CrackLab.Kernel.Installation;

/// <summary>The kernel's picture in front ends.</summary>
internal static class Logo
{
    /// <summary>A slab of concrete, a crack, and the language's sign.</summary>
    public const string Svg =
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64">
          <rect x="2" y="2" width="60" height="60" rx="10" fill="#8d9299"/>
          <path d="M38 2 33 14 39 22 31 34 36 44 30 52 33 62" fill="none" stroke="#2b2f36" stroke-width="3" stroke-linejoin="round"/>
          <path d="M26 24a11 11 0 1 0 0 16" fill="none" stroke="#fff" stroke-width="5" stroke-linecap="round"/>
          <path d="M46 22v20M53 22v20M41 28h17M41 36h17" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round"/>
        </svg>

        """;
}
