"""Jupyter's public conformance suite against the C# kernel; every sample is set, so that nothing is skipped."""
import os
import unittest

import jupyter_kernel_test


class CSharpKernelTests(jupyter_kernel_test.KernelTests):
    kernel_name = os.environ.get("KERNEL_NAME", "cracklab-csharp")
    language_name = "C#"
    file_extension = ".cs"

    code_hello_world = 'Console.WriteLine("hello, world");'
    code_stderr = 'Console.Error.WriteLine("oh dear");'
    code_page_something = "Math.Max?"
    code_generate_error = 'throw new InvalidOperationException("on purpose");'
    code_inspect_sample = "Math.Max"
    code_clear_output = "ClearOutput();"

    completion_samples = [
        {"text": "Console.WriteL", "matches": {"WriteLine"}},
        {"text": "Math.Ma", "matches": {"Max", "MaxMagnitude"}},
        {"text": "int.Par", "matches": {"Parse"}},
    ]
    complete_code_samples = ["1 + 1", "var a = 1;", "int Twice(int x)\n{\n    return 2 * x;\n}", "// a remark", "#!time\n1 + 1"]
    incomplete_code_samples = ["if (true) {", "int Twice(int x)\n{", "Console.WriteLine(", "/* a remark"]
    invalid_code_samples = ["1 + ;", "}", "int x = = 3;"]

    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": '"text"', "result": "text"},
        {"code": "Enumerable.Range(1, 4).Sum()", "result": "10"},
    ]
    code_display_data = [
        {"code": 'display("shown");', "mime": "text/plain"},
        {"code": '#!html\n<b>bold</b>', "mime": "text/html"},
        {"code": '#!markdown\n**bold**', "mime": "text/markdown"},
    ]
    code_history_pattern = "6 ?* 7"
    supported_history_operations = ("tail", "range", "search")


if __name__ == "__main__":
    unittest.main()
