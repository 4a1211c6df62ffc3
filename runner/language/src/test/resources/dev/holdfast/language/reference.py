"""Answers requests with what Python, PyYAML, Jinja2 and ansible-core make of them.

One JSON object a line comes in, one goes out: {"ok": text} or {"error": text, "type": name}.
"""

import datetime
import json
import os
import re
import sys
import types
import warnings

os.environ["ANSIBLE_DEVEL_WARNING"] = "false"
os.environ["ANSIBLE_DEPRECATION_WARNINGS"] = "false"
os.environ["TZ"] = "UTC"
warnings.simplefilter("ignore")
answers = os.fdopen(os.dup(1), "w", buffering=1, encoding="utf-8")
os.dup2(2, 1)

import yaml  # noqa: E402
from ansible.parsing.dataloader import DataLoader  # noqa: E402
from ansible.parsing.vault import VaultLib, VaultSecret  # noqa: E402
from ansible.parsing.yaml.loader import AnsibleLoader  # noqa: E402
from ansible.parsing.yaml.objects import AnsibleVaultEncryptedUnicode  # noqa: E402
from ansible.template import AnsibleUndefined, Templar  # noqa: E402

try:
    from ansible.plugins.loader import init_plugin_loader

    init_plugin_loader()
except ImportError:
    from ansible.utils.collection_loader._collection_finder import _AnsibleCollectionFinder

    _AnsibleCollectionFinder(paths=["/usr/lib/python3/dist-packages"])._install()

templar = Templar(DataLoader(), variables={})
environment = templar.environment

NAMES = {
    "nan": float("nan"),
    "inf": float("inf"),
    "undefined": AnsibleUndefined(name="x"),
    "True": True,
    "False": False,
    "None": None,
}


def value(text):
    return eval(text, {"__builtins__": {}}, NAMES)


def plain(data, depth=0):
    if depth > 60:
        return "..."
    if isinstance(data, AnsibleUndefined):
        str(data)
    if isinstance(data, AnsibleVaultEncryptedUnicode):
        return "VAULT:" + data._ciphertext.decode()
    if isinstance(data, bool) or data is None:
        return data
    if isinstance(data, str):
        return str(data)
    if isinstance(data, bytes):
        return data.decode("utf-8", "replace")
    if isinstance(data, (datetime.date, datetime.datetime)):
        return str(data)
    if isinstance(data, dict):
        return {plain(k, depth + 1): plain(v, depth + 1) for k, v in data.items()}
    if isinstance(data, tuple):
        return tuple(plain(v, depth + 1) for v in data)
    if isinstance(data, (list, set, types.GeneratorType, map, filter, zip)) or hasattr(data, "__next__"):
        return [plain(v, depth + 1) for v in data]
    if type(data).__name__ in ("dict_items", "dict_keys", "dict_values", "range", "product", "chain"):
        return [plain(v, depth + 1) for v in data]
    return data


def yaml_load(request):
    loader = AnsibleLoader(request["text"], file_name="f")
    return repr(plain(loader.get_single_data()))


def yaml_dump(request):
    name = request["filter"]
    return environment.call_filter(name, value(request["value"]), [], value(request.get("kwargs", "{}")))


def json_loads(request):
    return repr(json.loads(request["text"]))


def json_dumps(request):
    return json.dumps(value(request["value"]), **value(request["kwargs"]))


def expression(request):
    """A Python expression over the modules of the standard library."""
    return repr(eval(request["text"], {"re": re, "json": json}, NAMES))


def filter_(request):
    result = environment.call_filter(
        request["name"],
        value(request["value"]),
        list(value(request["args"])),
        value(request["kwargs"]),
        context=environment.from_string("").new_context(),
    )
    return repr(plain(result))


def test_(request):
    result = environment.call_test(
        request["name"],
        value(request["value"]),
        list(value(request["args"])),
        value(request["kwargs"]),
        context=environment.from_string("").new_context(),
    )
    return repr(bool(result))


def vault(request):
    secrets = [("default", VaultSecret(request["password"].encode()))]
    lib = VaultLib(secrets)
    if request["action"] == "encrypt":
        return lib.encrypt(request["text"], vault_id=request.get("id")).decode()
    return lib.decrypt(request["text"]).decode()


def describe(error):
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark
        return "%s (%d,%d)" % (error.problem, mark.line + 1, mark.column + 1)
    return str(getattr(error, "message", error))


def main():
    known = {
        "yaml_load": yaml_load,
        "yaml_dump": yaml_dump,
        "json_loads": json_loads,
        "json_dumps": json_dumps,
        "expression": expression,
        "filter": filter_,
        "test": test_,
        "vault": vault,
    }
    for line in sys.stdin.buffer:
        request = json.loads(line)
        try:
            answer = {"ok": str(known[request["op"]](request))}
        except Exception as error:
            answer = {"error": describe(error), "type": type(error).__name__}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


main()
