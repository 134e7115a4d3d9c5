"""Holds ONNX files against ONNX's own checker, full shape inference included, and prints what their graphs take and give."""
import sys

import onnx


def text(value):
    tensor = value.type.tensor_type
    sides = [side.dim_param or str(side.dim_value) for side in tensor.shape.dim]
    return f"{value.name} {onnx.TensorProto.DataType.Name(tensor.elem_type)} ({', '.join(sides)})"


for path in sys.argv[1:]:
    model = onnx.load(path)
    onnx.checker.check_model(model, full_check=True)
    inferred = onnx.shape_inference.infer_shapes(model, check_type=True, strict_mode=True)
    print(f"{text(inferred.graph.input[0])} -> {text(inferred.graph.output[0])}")
