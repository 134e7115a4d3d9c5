using System.CommandLine;
using System.CommandLine.Parsing;
using CrackLab.Engine.Execution;
using CrackLab.Engine.Plugins;

namespace CrackLab.Cli.Verbs;

/// <summary>The options that say what computes: --engine, --device, --precision and --engine-path.</summary>
internal sealed class EngineSelection
{
    private const string SimdWord = "simd";

    private readonly Option<EngineKind> _engine = Choice(
        "--engine", "What computes: simd, which needs nothing, or the plug-in torch.", EngineKind.Simd, (SimdWord, EngineKind.Simd), ("torch", EngineKind.Torch));

    private readonly Option<Device> _device = Choice(
        "--device", "With --engine torch: the processors, or a CUDA card.", Device.Cpu, ("cpu", Device.Cpu), ("cuda", Device.Cuda));

    private readonly Option<Precision> _precision = Choice(
        "--precision",
        "With --engine torch: what is multiplied.",
        Precision.Float32,
        ("float32", Precision.Float32),
        ("tf32", Precision.Tf32),
        ("bf16", Precision.BFloat16));

    private readonly Option<string?> _path = new("--engine-path")
    {
        Description = $"With --engine torch: folder of {EnginePlugin.Torch.Assembly}.dll, where it is not beside the command.",
        HelpName = "DIR",
    };

    /// <summary>Gives the options to a verb.</summary>
    /// <param name="command">The verb.</param>
    public void AddTo(Command command)
    {
        Option[] options = [_engine, _device, _precision, _path];
        foreach (Option option in options)
        {
            command.Add(option);
        }

        command.Validators.Add(result =>
        {
            // By the word: a value that does not parse has its own error.
            bool isSimd = result.GetResult(_engine)?.Tokens is null or [] or [{ Value: SimdWord }];
            foreach (Option option in options.Skip(1))
            {
                if (isSimd && result.GetResult(option) is { Implicit: false })
                {
                    result.AddError($"{option.Name}: expected --engine torch as well, received none. The engine simd computes on the processors, in float32.");
                }
            }
        });
    }

    /// <summary>Makes the engine that was chosen.</summary>
    /// <param name="result">The parsed command line.</param>
    /// <param name="threads">Threads at work, or <see langword="null"/> for one a core.</param>
    public IEngine Build(ParseResult result, int? threads) => result.GetValue(_engine) == EngineKind.Simd
        ? new SimdEngine(threads)
        : EnginePlugin.Torch.Create(
            new EngineOptions { Device = result.GetValue(_device), Precision = result.GetValue(_precision), Threads = threads },
            result.GetValue(_path));

    /// <summary>The options that were given, as they can be typed again.</summary>
    /// <param name="result">The parsed command line.</param>
    public string Words(ParseResult result) => string.Concat(new Option[] { _engine, _device, _precision, _path }
        .Select(result.GetResult)
        .OfType<OptionResult>()
        .Where(option => !option.Implicit)
        .Select(option => $" {option.Option.Name} {CommandText.Quote(option.Tokens[0].Value)}"));

    private static Option<T> Choice<T>(string name, string description, T fallback, params (string Word, T Value)[] choices)
    {
        string words = string.Join('|', choices.Select(choice => choice.Word));
        return new Option<T>(name)
        {
            Description = description,
            HelpName = words,
            DefaultValueFactory = _ => fallback,
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                foreach ((string word, T value) in choices)
                {
                    if (word == text)
                    {
                        return value;
                    }
                }

                result.AddError($"{name}: expected {words.Replace("|", " or ", StringComparison.Ordinal)}, received '{text}'.");
                return fallback;
            },
        };
    }
}
