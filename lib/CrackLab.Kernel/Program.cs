using CrackLab.Kernel.Hosting;
using CrackLab.Kernel.Notebooks;
using CrackLab.Kernel.Scripting;

const int WrongUsage = 2;

switch (args)
{
    case [var connectionFile] when !connectionFile.StartsWith('-'):
        try
        {
            return KernelHost.Run(connectionFile, () => throw new NotSupportedException("No session runs cells yet."));
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
