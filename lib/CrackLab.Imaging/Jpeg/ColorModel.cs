namespace CrackLab.Imaging.Jpeg;

/// <summary>What a JPEG's components mean.</summary>
internal enum ColorModel
{
    /// <summary>One component.</summary>
    Gray,

    /// <summary>Luma and two colour differences.</summary>
    YCbCr,

    /// <summary>Red, green, blue as they are.</summary>
    Rgb,

    /// <summary>Four inks, stored inverted as Adobe does.</summary>
    Cmyk,

    /// <summary>Three inks as YCbCr, and black.</summary>
    Ycck,
}
