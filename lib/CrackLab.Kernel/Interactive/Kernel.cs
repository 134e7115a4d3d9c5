using CrackLab.Kernel.Cells;
using CrackLab.Kernel.Formatting;
using CrackLab.Kernel.Scripting;

namespace CrackLab.Kernel.Interactive;

/// <summary>What .NET Interactive offers under this name: questions to the person, and displays.</summary>
public static class Kernel
{
    /// <summary>Asks the person for a line.</summary>
    /// <param name="prompt">What is asked.</param>
    /// <exception cref="IOException">There is nobody to ask.</exception>
    public static Task<string> GetInputAsync(string prompt = "") => Ask(prompt, isPassword: false);

    /// <summary>Asks the person for a line that must not be seen.</summary>
    /// <param name="prompt">What is asked.</param>
    /// <exception cref="IOException">There is nobody to ask.</exception>
    public static Task<string> GetPasswordAsync(string prompt = "") => Ask(prompt, isPassword: true);

    /// <inheritdoc cref="Functions.display"/>
    public static DisplayedValue display(object? value, params string[] mimeTypes) => Functions.display(value, mimeTypes);

    /// <inheritdoc cref="Functions.HTML"/>
    public static RichContent HTML(string content) => Functions.HTML(content);

    /// <inheritdoc cref="Functions.Javascript"/>
    public static void Javascript(string content) => Functions.Javascript(content);

    private static Task<string> Ask(string prompt, bool isPassword)
    {
        ICellOutput output = CellContext.Output ?? ConsoleRouting.Last
            ?? throw new IOException("Kernel.GetInputAsync: expected a cell that is running, received none. Ask for input in a cell.");
        return Task.FromResult(output.ReadLine(prompt, isPassword, CellRun.Current?.Token ?? CancellationToken.None));
    }
}
