using Microsoft.Data.Sqlite;

namespace CrackLab.Sweeps;

/// <summary>The database file of a <see cref="SweepJournal"/>: one connection a transaction, nothing kept open between.</summary>
internal sealed class JournalFile
{
    private const int Patience = 60;
    private const int CannotOpen = 14;
    private const int Corrupt = 11;
    private const int NotADatabase = 26;

    private const string Tables =
        """
        CREATE TABLE IF NOT EXISTS trials (number INTEGER PRIMARY KEY, settings TEXT NOT NULL, state TEXT NOT NULL, open INTEGER,
            attempt INTEGER NOT NULL, host TEXT, process INTEGER, process_started REAL, task TEXT, lease REAL, note TEXT);
        CREATE TABLE IF NOT EXISTS rungs (trial INTEGER NOT NULL, rung INTEGER NOT NULL, score REAL, PRIMARY KEY (trial, rung));
        CREATE TABLE IF NOT EXISTS epochs (trial INTEGER NOT NULL, epoch INTEGER NOT NULL, result TEXT NOT NULL, worker TEXT NOT NULL,
            PRIMARY KEY (trial, epoch));
        """;

    private readonly string _path;
    private readonly string _connection;

    /// <summary>Opens the file, making it where it is missing.</summary>
    /// <param name="path">Path of the file.</param>
    public JournalFile(string path)
    {
        _path = path;
        _connection = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
            DefaultTimeout = Patience,
        }.ToString();
        Guarded(() =>
        {
            using SqliteConnection connection = Open();
            using var session = new JournalSession(connection);
            session.Do(Tables);
            session.Commit();
            return 0;
        });
    }

    /// <summary>One change, whole or not at all.</summary>
    public T Write<T>(Func<JournalSession, T> work) => Guarded(() =>
    {
        using SqliteConnection connection = Open();
        using var session = new JournalSession(connection);
        T result = work(session);
        session.Commit();
        return result;
    });

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connection);
        try
        {
            connection.Open();

            // A write-ahead log needs memory that all machines share; a rollback journal needs file locks only.
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL;";
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException error) when (error.SqliteErrorCode is Corrupt or NotADatabase)
        {
            throw new InvalidDataException(
                $"{_path}: expected the journal of a sweep, received a damaged or other file ({error.Message}) Begin a new sweep.", error);
        }
        catch (SqliteException error)
        {
            string mend = error.SqliteErrorCode == CannotOpen ? "Check the folder and its rights." : "Check the disk, and that the file system supports locks.";
            throw new IOException($"{_path}: expected to write the journal, received '{error.Message}' {mend}", error);
        }
    }
}
