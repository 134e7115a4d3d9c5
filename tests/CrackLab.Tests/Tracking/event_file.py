#!/usr/bin/env python3
"""Reads TensorBoard event files with nothing but Python's standard library, and prints what they hold as JSON.

    python3 event_file.py FILE...

One object a file: its name, the number of records, and the events: tag, step, kind and values. Every checksum is
checked; the first that is wrong, or a file cut short, ends the program with exit code 1 and a line on stderr.

A record is: length (8 bytes, little-endian), masked CRC32C of those bytes, data, masked CRC32C of the data.
The data are a protobuf message; its fields are read here straight from the wire format.
"""
import json
import struct
import sys

CRC_TABLE = []
for index in range(256):
    crc = index
    for _ in range(8):
        crc = (crc >> 1) ^ (0x82F63B78 if crc & 1 else 0)
    CRC_TABLE.append(crc)

VARINT, FIXED64, BYTES, FIXED32 = 0, 1, 2, 5

# Tensor types: number of the type, struct code, number of the field that lists values, its wire format.
TENSOR_TYPES = {
    1: ("f", 5, FIXED32), 2: ("d", 6, FIXED64), 3: ("i", 7, VARINT), 4: ("B", 7, VARINT), 5: ("h", 7, VARINT),
    6: ("b", 7, VARINT), 9: ("q", 10, VARINT), 10: ("?", 11, VARINT), 17: ("H", 7, VARINT), 19: ("e", 13, VARINT),
    22: ("I", 16, VARINT), 23: ("Q", 17, VARINT),
}
STRING = 7


def masked_crc(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc = CRC_TABLE[(crc ^ byte) & 0xFF] ^ (crc >> 8)
    crc ^= 0xFFFFFFFF
    return (((crc >> 15) | (crc << 17)) + 0xA282EAD8) & 0xFFFFFFFF


def records(data, name):
    place = 0
    while place < len(data):
        if len(data) - place < 12:
            raise ValueError(f"{name}: cut short within a header at byte {place}")
        length, crc = struct.unpack_from("<QI", data, place)
        if masked_crc(data[place:place + 8]) != crc:
            raise ValueError(f"{name}: wrong checksum of a length at byte {place}")
        body = data[place + 12:place + 12 + length]
        end = place + 12 + length
        if len(data) < end + 4:
            raise ValueError(f"{name}: cut short within data at byte {place}")
        if masked_crc(body) != struct.unpack_from("<I", data, end)[0]:
            raise ValueError(f"{name}: wrong checksum of data at byte {place}")
        yield body
        place = end + 4


def varint(data, place):
    value = shift = 0
    while True:
        byte = data[place]
        place += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, place


def fields(data):
    """Field numbers with lists of values: whole numbers, 4 or 8 raw bytes, or bytes."""
    found = {}
    place = 0
    while place < len(data):
        key, place = varint(data, place)
        number, wire = key >> 3, key & 7
        if wire == VARINT:
            value, place = varint(data, place)
        elif wire == BYTES:
            length, place = varint(data, place)
            value, place = data[place:place + length], place + length
        elif wire in (FIXED32, FIXED64):
            length = 4 if wire == FIXED32 else 8
            value, place = data[place:place + length], place + length
        else:
            raise ValueError(f"wire type {wire}")
        found.setdefault(number, []).append(value)
    return found


def one(message, number, default=b""):
    return message[number][-1] if number in message else default


def signed(value, bits=64):
    value &= (1 << bits) - 1
    return value - (1 << bits) if value >> (bits - 1) else value


def text(data):
    return data.decode("utf-8")


def double(data):
    return struct.unpack("<d", data)[0] if data else 0.0


def packed(values, wire):
    """The values of a repeated field of numbers, packed or not, as whole numbers or raw bytes."""
    for value in values:
        if not isinstance(value, bytes) or (wire != VARINT and len(value) == (4 if wire == FIXED32 else 8)):
            yield value
        elif wire == VARINT:
            place = 0
            while place < len(value):
                number, place = varint(value, place)
                yield number
        else:
            size = 4 if wire == FIXED32 else 8
            for place in range(0, len(value), size):
                yield value[place:place + size]


def tensor(data):
    """Shape and values: numbers, or bytes for strings."""
    message = fields(data)
    shape = [signed(one(fields(size), 1, 0)) for size in fields(one(message, 2)).get(2, [])]
    kind = one(message, 1, 0)
    if kind == STRING:
        return shape, message.get(8, [])
    code, number, wire = TENSOR_TYPES[kind]
    size = struct.calcsize("<" + code)
    if one(message, 4):
        content = one(message, 4)
        values = list(struct.unpack(f"<{len(content) // size}{code}", content))
    elif wire == VARINT:
        values = [struct.unpack("<e", struct.pack("<H", value))[0] if code == "e" else
                  signed(value) if code.islower() else value for value in packed(message.get(number, []), wire)]
    else:
        values = [struct.unpack("<" + code, value)[0] for value in packed(message.get(number, []), wire)]
    count = 1
    for length in shape:
        count *= length
    return shape, values + values[-1:] * (count - len(values))


def pair(data):
    message = fields(data)
    value = fields(one(message, 2))
    if 2 in value:
        return text(one(message, 1)), double(one(value, 2))
    return text(one(message, 1)), bool(one(value, 4)) if 4 in value else text(one(value, 3))


def hyper_parameters(content):
    message = fields(content)
    if 2 in message:
        experiment = fields(one(message, 2))
        names = [fields(metric) for metric in experiment.get(5, [])]
        names = [fields(one(metric, 1)) for metric in names]
        return {"kind": "experiment",
                "hyperParameters": [text(one(fields(info), 1)) for info in experiment.get(4, [])],
                "metrics": [[text(one(name, 1)), text(one(name, 2))] for name in names]}
    if 3 in message:
        start = fields(one(message, 3))
        return {"kind": "sessionStart", "settings": dict(pair(entry) for entry in start.get(1, [])),
                "group": text(one(start, 4)), "started": double(one(start, 5))}
    end = fields(one(message, 4))
    return {"kind": "sessionEnd", "status": one(end, 1, 0), "ended": double(one(end, 2))}


def picture(data):
    """Width and height of a PNG file, from its header."""
    if data[:8] != b"\x89PNG\r\n\x1a\n" or data[12:16] != b"IHDR":
        return None
    return list(struct.unpack(">II", data[16:24]))


def summary(data, plugins):
    value = fields(data)
    tag = text(one(value, 1))
    metadata = fields(one(value, 9))
    plugin = fields(one(metadata, 1))
    if 1 in plugin:
        plugins.setdefault(tag, text(one(plugin, 1)))
    name = plugins.get(tag, "")
    found = {"tag": tag, "plugin": name}
    if 4 in metadata:
        found["dataClass"] = one(metadata, 4)
    if 2 in metadata:
        found["displayName"] = text(one(metadata, 2))
    if name == "hparams":
        return {**found, **hyper_parameters(one(plugin, 2))}
    if 2 in value:
        return {**found, "kind": "scalar", "value": struct.unpack("<f", one(value, 2))[0]}
    if 8 not in value:
        return {**found, "kind": "unknown"}
    shape, values = tensor(one(value, 8))
    found["shape"] = shape
    if name in ("", "scalars") and not shape:
        return {**found, "kind": "scalar", "value": values[0]}
    if name == "histograms":
        return {**found, "kind": "histogram", "buckets": [values[i:i + 3] for i in range(0, len(values), 3)]}
    if name == "images":
        return {**found, "kind": "image", "width": int(values[0]), "height": int(values[1]),
                "pictures": [picture(file) for file in values[2:]]}
    if name == "text":
        return {**found, "kind": "text", "texts": [text(line) for line in values]}
    if name == "pr_curves":
        return {**found, "kind": "precisionRecall", "thresholds": one(fields(one(plugin, 2)), 2, 0),
                "rows": [values[i * shape[1]:(i + 1) * shape[1]] for i in range(shape[0])]}
    return {**found, "kind": "tensor", "values": [v.decode("utf-8", "replace") if isinstance(v, bytes) else v for v in values]}


def graph(data):
    nodes = [fields(node) for node in fields(data).get(1, [])]
    return {"tag": "", "kind": "graph", "nodes": [
        {"name": text(one(node, 1)), "operation": text(one(node, 2)), "inputs": [text(name) for name in node.get(3, [])]}
        for node in nodes]}


def read(name):
    with open(name, "rb") as file:
        data = file.read()
    count, events, plugins = 0, [], {}
    for record in records(data, name):
        event = fields(record)
        place = {"step": signed(one(event, 2, 0)), "time": double(one(event, 1))}
        if count == 0 and text(one(event, 3)) != "brain.Event:2":
            raise ValueError(f"{name}: the first record says '{text(one(event, 3))}'")
        count += 1
        if 4 in event:
            events.append({**graph(one(event, 4)), **place})
        for value in fields(one(event, 5)).get(1, []):
            events.append({**summary(value, plugins), **place})
    return {"file": name, "records": count, "events": events}


if __name__ == "__main__":
    try:
        for path in sys.argv[1:]:
            print(json.dumps(read(path)))
    except (ValueError, IndexError, struct.error, OSError) as error:
        sys.exit(str(error))
