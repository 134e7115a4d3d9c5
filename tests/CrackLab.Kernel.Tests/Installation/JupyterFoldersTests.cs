using CrackLab.Kernel.Installation;

namespace CrackLab.Kernel.Tests.Installation;

public sealed class JupyterFoldersTests
{
    [Theory]
    [InlineData("Linux", "/home/ada", "", "/home/ada/.local/share/jupyter")]
    [InlineData("Linux", "/home/ada", "XDG_DATA_HOME=/data", "/data/jupyter")]
    [InlineData("MacOS", "/Users/ada", "XDG_DATA_HOME=/data", "/Users/ada/Library/Jupyter")]
    [InlineData("Windows", @"C:\Users\ada", @"APPDATA=D:\Roaming", @"D:\Roaming\jupyter")]
    [InlineData("Windows", @"C:\Users\ada", "", @"C:\Users\ada\AppData\Roaming\jupyter")]
    [InlineData("Linux", "/home/ada", "JUPYTER_DATA_DIR=/j", "/j")]
    [InlineData("MacOS", "/Users/ada", "JUPYTER_DATA_DIR=/j", "/j")]
    [InlineData("Windows", @"C:\Users\ada", @"JUPYTER_DATA_DIR=E:\j", @"E:\j")]
    public void UserData_Platform_IsWhereJupyterLooks(string platform, string home, string variable, string expected)
    {
        string[] pair = variable.Split('=');
        var folders = new JupyterFolders(
            Enum.Parse<JupyterPlatform>(platform), name => pair.Length == 2 && pair[0] == name ? pair[1] : null, home);

        Assert.Equal(expected, folders.UserData);
    }

    [Fact]
    public void Searched_Linux_HasPathThenUserThenSystem()
    {
        var folders = new JupyterFolders(JupyterPlatform.Linux, name => name == "JUPYTER_PATH" ? "/a:/b" : null, "/home/ada");

        Assert.Equal(["/a", "/b", "/home/ada/.local/share/jupyter", "/usr/local/share/jupyter", "/usr/share/jupyter"], folders.Searched);
    }
}
