namespace CrackLab.Benchmarks;

/// <summary>What is measured; peers/peer.py knows the same ones by their names in lower case.</summary>
internal enum Work
{
    /// <summary>Decoding JPEG files.</summary>
    Decode,

    /// <summary>Decoding and resizing to 128x128.</summary>
    Resize,

    /// <summary>Training the seed network.</summary>
    SeedTraining,

    /// <summary>Predicting with the seed network.</summary>
    SeedPrediction,

    /// <summary>Training CrackNet.</summary>
    CrackNetTraining,

    /// <summary>Predicting with CrackNet.</summary>
    CrackNetPrediction,

    /// <summary>Predicting one picture at a time with CrackNet.</summary>
    CrackNetLatency,
}
