using System.Text;
using System.Text.Json;
using CrackLab.Experiments;

namespace CrackLab.Sweeps;

/// <summary>Reads the specification of a sweep from JSON.</summary>
/// <remarks>Paths in it count from the file's folder. Comments and trailing commas are allowed.</remarks>
public static class SweepSpecFile
{
    private static readonly string[] OfData = ["trainPart", "validationPart", "testPart", "keepTogether", "limit", "monitor"];

    /// <summary>Reads a specification and checks every setting in it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="trials">Number of random trials instead of the file's, or <see langword="null"/>.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file says something that cannot be done; names the key.</exception>
    public static SweepSpec Read(string path, int? trials = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"{path}: expected the specification of a sweep in JSON, received no file. Check the name.", path);
        }

        try
        {
            var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
            string text = File.ReadAllText(path);
            JsonText.Check(Encoding.UTF8.GetBytes(text), options);
            using JsonDocument document = JsonDocument.Parse(text, options);
            return Read(new SpecNode(path, "", "", document.RootElement), Path.GetDirectoryName(Path.GetFullPath(path))!, trials);
        }
        catch (JsonException error)
        {
            throw new InvalidDataException(
                $"{path}: expected JSON, received something else at line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}. Mend it there.", error);
        }
    }

    private static SweepSpec Read(SpecNode root, string folder, int? asked)
    {
        root.Allow("data", "groups", "labels", "positive", "settings", "search", "trials", "seed", "halving", "parameters");
        string search = root.Optional("search")?.OneOf("grid", "random") ?? "random";
        var spec = new SweepSpec
        {
            Data = FullPath(root.Required("data", "a folder of images"), folder),
            Groups = root.Optional("groups") is { } groups ? FullPath(groups, folder) : null,
            Labels = root.Optional("labels") is { } labels ? FullPath(labels, folder) : null,
            Positive = root.Optional("positive")?.Text(),
            IsGrid = search == "grid",
            Trials = asked ?? root.Optional("trials")?.Whole(1, 1000) ?? 20,
            Seed = root.Optional("seed")?.Whole(0, int.MaxValue) ?? 42,
            Settings = [.. root.Optional("settings")?.Members().Select(node => Setting(node, folder)) ?? []],
            Halving = root.Optional("halving") is { } halving ? Halving(halving) : null,
            Parameters = [.. root.Required("parameters", "the settings to vary").Members().Select(node => Parameter(node, folder))],
        };
        if (spec.IsGrid && root.Optional("trials") is { } trials)
        {
            throw trials.Fault("no number of trials for a grid, whose values say it", "Leave it out, or search at random");
        }

        if (spec.IsGrid && asked is not null)
        {
            throw root.Required("search", "").Fault("random search, for a number of trials was asked for", "Leave the number out: a grid tries every combination");
        }

        Check(root, spec);
        return spec;
    }

    private static void Check(SpecNode root, SweepSpec spec)
    {
        SpecNode parameters = root.Required("parameters", "");
        if (spec.Parameters.Count == 0)
        {
            throw parameters.Fault("at least one setting to vary", "Name one, such as \"learningRate\": {\"logUniform\": [1e-4, 1e-2]}");
        }

        foreach (SearchParameter parameter in spec.Parameters)
        {
            SpecNode node = parameters.Required(parameter.Name, "");
            if (OfData.FirstOrDefault(name => Same(name, parameter.Name)) is { } fixedName)
            {
                throw node.Fault("a setting of the training, for data and measure are the same for all trials", $"Give {fixedName} one value under settings");
            }

            if (spec.Halving is not null && Same(parameter.Name, "epochs"))
            {
                throw node.Fault("no epochs to vary, for halving chooses them", "Give epochs one value under settings: those of the highest rung");
            }

            if (spec.IsGrid && parameter.Values is null)
            {
                throw node.Fault("a choice, for a grid tries every value", "Give {\"choice\": [...]}, or search at random");
            }

            foreach (string value in parameter.Values ?? [parameter.At(0), parameter.At(1 - 1e-12)])
            {
                Try(node, () => spec.SettingsOf(new Dictionary<string, string>(StringComparer.Ordinal) { [parameter.Name] = value }));
            }
        }

        Try(parameters, () => _ = spec.IsGrid ? spec.Draw() : []);
        if (spec.Halving is { } halving)
        {
            CheckHalving(root.Required("halving", ""), halving, spec);
        }
    }

    private static void CheckHalving(SpecNode node, SuccessiveHalving halving, SweepSpec spec)
    {
        int epochs = spec.Shared.Epochs;
        if (halving.MinEpochs >= epochs)
        {
            throw node.Fault($"minEpochs below the {epochs} epochs of the settings", "Lower it, or raise epochs");
        }

        long least = halving.LeastTrials(epochs);
        if (spec.Draw().Count is var trials && trials < least)
        {
            throw node.Fault(
                $"at least {least} trials so that one reaches {epochs} epochs (rungs of {string.Join(", ", halving.Rungs(epochs))} epochs), with {trials} of them",
                "Raise trials or minEpochs, or lower factor");
        }
    }

    private static SuccessiveHalving Halving(SpecNode node)
    {
        node.Allow("minEpochs", "factor");
        return new SuccessiveHalving
        {
            MinEpochs = node.Optional("minEpochs")?.Whole(1, 100_000) ?? 1,
            Factor = node.Optional("factor")?.Whole(2, 100) ?? 3,
        };
    }

    private static SearchParameter Parameter(SpecNode node, string folder)
    {
        const int MostValues = 1000;
        const string Forms = "one of {\"choice\": [...]}, {\"uniform\": [low, high]}, {\"logUniform\": [low, high]}, {\"int\": [low, high]}";
        if (node.Element.ValueKind != JsonValueKind.Object)
        {
            throw node.Fault(Forms, "Say how the setting varies");
        }

        if (string.IsNullOrWhiteSpace(node.Name))
        {
            throw node.Fault("the name of a setting as its key", "Name it");
        }

        node.Allow("choice", "uniform", "logUniform", "int");
        SpecNode[] forms = [.. node.Members()];
        if (forms is not [var form])
        {
            throw node.Fault(Forms, "Give exactly one");
        }

        SpecNode[] values = [.. form.Items()];
        if (form.Name == "choice")
        {
            return values.Length is > 0 and <= MostValues
                ? SearchParameter.Choice(node.Name, [.. values.Select(value => Value(node.Name, value, folder))])
                : throw form.Fault($"1 to {MostValues} values", "Add or remove some");
        }

        if (values is not [var first, var last])
        {
            throw form.Fault("two numbers, the least and the greatest", "Give [low, high]");
        }

        bool isWhole = form.Name == "int";
        double low = isWhole ? first.Whole(int.MinValue, int.MaxValue) : first.Number();
        double high = isWhole ? last.Whole(int.MinValue, int.MaxValue) : last.Number();
        if (low > high)
        {
            throw form.Fault("the least number first", "Swap them");
        }

        return form.Name == "logUniform" && low <= 0
            ? throw form.Fault("numbers above 0", "Raise the least, or use uniform")
            : isWhole ? SearchParameter.Integer(node.Name, (int)low, (int)high)
            : SearchParameter.Range(node.Name, low, high, form.Name == "logUniform");
    }

    private static string Setting(SpecNode node, string folder)
    {
        string assignment = $"{node.Name}={Value(node.Name, node, folder)}";
        Try(node, () => HyperParametersJson.With(new HyperParameters(), assignment));
        return assignment;
    }

    /// <summary>A value as it is typed; a file of a model is found from the specification's folder.</summary>
    private static string Value(string name, SpecNode node, string folder)
    {
        string value = node.Scalar();
        return Same(name, "model") && value.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? FullPath(node, folder) : value;
    }

    private static void Try(SpecNode node, Action check)
    {
        try
        {
            check();
        }
        catch (ArgumentException error)
        {
            throw new InvalidDataException($"{node.Place}: {error.Message.Split(" (Parameter '")[0]}", error);
        }
    }

    private static bool Same(string left, string right) => string.Equals(
        left.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal), right, StringComparison.OrdinalIgnoreCase);

    private static string FullPath(SpecNode node, string folder) => node.Text() is var path && !path.Contains('\0', StringComparison.Ordinal)
        ? Path.GetFullPath(path, folder)
        : throw node.Fault("a path", "Take out what no path can hold");
}
