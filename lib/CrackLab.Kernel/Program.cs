using CrackLab.Kernel.Cells;
using CrackLab.Kernel.Hosting;
using CrackLab.Kernel.Notebooks;
using CrackLab.Kernel.Scripting;

const int WrongUsage = 2;

switch (args)
{
    case [var connectionFile] when !connectionFile.StartsWith('-'):
        try
        {
            return KernelHost.Run(connectionFile, NewSession);
        }
        catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException or System.Net.Sockets.SocketException)
        {
            Console.Error.WriteLine($"CrackLab.Kernel: {error.Message}");
            return 1;
        }

    case [RunRequest.Verb, ..]:
        using (var session = new ScriptSession())
        {
            return RunCommand.Run(RunRequest.FromArguments(args), session);
        }

    default:
        Console.Error.WriteLine(
            $"CrackLab.Kernel: expected a connection file, received {(args.Length == 0 ? "nothing" : $"'{string.Join(' ', args)}'")}. "
            + "A Jupyter front end starts the kernel; 'cracklab kernel install' makes it known there.");
        return WrongUsage;
}

// The compiler is loaded while the front end still connects.
static ICellSession NewSession()
{
    var session = new ScriptSession();
    _ = session.WarmUpAsync();
    return session;
}
