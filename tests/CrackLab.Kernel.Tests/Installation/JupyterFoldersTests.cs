using CrackLab.Kernel.Installation;

namespace CrackLab.Kernel.Tests.Installation;

public sealed class JupyterFoldersTests
{
    [Theory]
    [InlineData("Linux", "/people/ada", "", "/people/ada/.local/share/jupyter")]
    [InlineData("Linux", "/people/ada", "XDG_DATA_HOME=/data", "/data/jupyter")]
    [InlineData("MacOS", "/people/ada", "XDG_DATA_HOME=/data", "/people/ada/Library/Jupyter")]
    [InlineData("Windows", @"C:\People\ada", @"APPDATA=D:\Roaming", @"D:\Roaming\jupyter")]
    [InlineData("Windows", @"C:\People\ada", "", @"C:\People\ada\AppData\Roaming\jupyter")]
    [InlineData("Linux", "/people/ada", "JUPYTER_DATA_DIR=/j", "/j")]
    [InlineData("MacOS", "/people/ada", "JUPYTER_DATA_DIR=/j", "/j")]
    [InlineData("Windows", @"C:\People\ada", @"JUPYTER_DATA_DIR=E:\j", @"E:\j")]
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
        var folders = new JupyterFolders(JupyterPlatform.Linux, name => name == "JUPYTER_PATH" ? "/a:/b" : null, "/people/ada");

        Assert.Equal(["/a", "/b", "/people/ada/.local/share/jupyter", "/usr/local/share/jupyter", "/usr/share/jupyter"], folders.Searched);
    }
}
