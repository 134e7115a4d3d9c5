using CrackLab.Kernel.Cells;

namespace CrackLab.Kernel.Scripting;

/// <summary>Standard input of cells: each line is asked for in the front end.</summary>
internal sealed class CellReader : TextReader
{
    private readonly Lock _gate = new();
    private string _line = "";
    private int _position;

    /// <inheritdoc/>
    public override int Peek()
    {
        lock (_gate) return _position < _line.Length ? _line[_position] : -1;
    }

    /// <inheritdoc/>
    public override int Read()
    {
        lock (_gate)
        {
            if (_position >= _line.Length)
            {
                _line = Ask() + Environment.NewLine;
                _position = 0;
            }

            return _line[_position++];
        }
    }

    /// <inheritdoc/>
    public override int Read(char[] buffer, int index, int count)
    {
        int read = 0;
        while (read < count && (read == 0 || Peek() >= 0)) buffer[index + read++] = (char)Read();
        return read;
    }

    /// <inheritdoc/>
    public override string? ReadLine()
    {
        lock (_gate)
        {
            if (_position >= _line.Length) return Ask();
            string rest = _line[_position..].TrimEnd('\r', '\n');
            _position = _line.Length;
            return rest;
        }
    }

    /// <summary>One line: a front end can't say where input ends.</summary>
    public override string ReadToEnd() => ReadLine() ?? "";

    private static string Ask()
    {
        ICellOutput output = CellContext.Output ?? ConsoleRouting.Last
            ?? throw new IOException("Console.ReadLine: expected a cell that is running, received none. Ask for input in a cell.");
        return output.ReadLine("", isPassword: false, CellRun.Current?.Token ?? CancellationToken.None);
    }
}
