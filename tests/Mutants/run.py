#!/usr/bin/env python3
"""Changes the metrics and the split code by one small fault at a time and looks whether the tests notice.

python3 tests/Mutants/run.py [NUMBER...]

All mutants are built at once, in a copy of the repository: each expression of mutants.txt becomes
(Mutant.Is(n) ? fault : expression), and CRACKLAB_MUTANT says which one a process has. So there is one build, and one run of the
tests for each mutant. Says which ones survive; the exit code is 0 if none did.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
CLASSES = [
    "CrackLab.Tests.Evaluation.*", "CrackLab.Tests.Data.SplitTests", "CrackLab.Tests.Data.SplitPropertyTests",
    "CrackLab.Tests.Data.SplitTableTests", "CrackLab.Tests.Data.FoldsTests",
]
SWITCH = """namespace CrackLab;

internal static class Mutant
{
    private static readonly string? Chosen = System.Environment.GetEnvironmentVariable("CRACKLAB_MUTANT");

    public static bool Is(int number) => Chosen == number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
"""


def read():
    """(file, expression, fault), written 'expression ==> fault', in the list's order; a line '# file' says where the following ones are."""
    file, found = None, []
    for line in (HERE / "mutants.txt").read_text().splitlines():
        if line.startswith("# "):
            file = line[2:].strip()
        elif line.strip():
            expression, fault = line.split(" ==> ")
            found.append((file, expression.strip(), fault.strip()))
    return found


def plant(copy, mutants):
    """Outer expressions first, so that those inside them are still found, in the fault too."""
    texts = {}
    for file, expression, _ in mutants:
        text = texts.setdefault(file, (copy / file).read_text())
        if text.count(expression) != 1:
            sys.exit(f"mutants.txt: expected '{expression}' once in {file}, received it {text.count(expression)} times.")
    for number, (file, expression, fault) in sorted(enumerate(mutants, 1), key=lambda item: -len(item[1][1])):
        texts[file] = texts[file].replace(expression, f"(Mutant.Is({number}) ? ({fault}) : ({expression}))")
    for file, text in texts.items():
        (copy / file).write_text(text)
    (copy / "lib/CrackLab/Mutant.cs").write_text(SWITCH)


def main():
    mutants = read()
    chosen = [int(argument) for argument in sys.argv[1:]] or range(1, len(mutants) + 1)
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder) / "copy"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns("artifacts", ".git", "data", "notebooks", "runs"))
        plant(copy, mutants)
        build = ["dotnet", "build", "-c", "Release", "tests/CrackLab.Tests", "-p:TreatWarningsAsErrors=false", "-p:EnforceCodeStyleInBuild=false",
                 "-p:RunAnalyzers=false", "-clp:ErrorsOnly", "-nologo"]
        subprocess.run(build, cwd=copy, check=True)
        program = copy / "artifacts/bin/CrackLab.Tests/release/CrackLab.Tests"
        tests = [str(program), "-noColor", "-stopOnFail", *(part for name in CLASSES for part in ("-class", name))]

        def fails(number):
            environment = {**os.environ, "CRACKLAB_MUTANT": str(number)}
            try:
                return subprocess.run(tests, env=environment, cwd=copy, capture_output=True, timeout=300).returncode != 0
            except subprocess.TimeoutExpired:
                return True

        if fails(0):
            sys.exit("The tests fail without a mutant.")
        survivors = []
        for number in chosen:
            file, expression, fault = mutants[number - 1]
            killed = fails(number)
            print(f"{number:3} {'killed' if killed else 'SURVIVED'}  {pathlib.Path(file).name}: {expression} => {fault}", flush=True)
            if not killed:
                survivors.append(number)
        print(f"{len(chosen)} mutants, {len(chosen) - len(survivors)} killed, {len(survivors)} survived {survivors or ''}")
        sys.exit(1 if survivors else 0)


main()
