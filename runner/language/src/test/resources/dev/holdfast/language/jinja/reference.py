"""Answers what the original makes of templates: one request a line, one answer a line.

A request is MODE, a tab, the variables as a Python literal and the template, both in base64 and
parted by a tab. An answer is "ok" or "error", a tab, and the text in base64.
"""
import ast
import base64
import sys
from collections.abc import Iterator, MappingView

from jinja2 import DictLoader, Environment, StrictUndefined


class Undefined(StrictUndefined):
    """Access to members of something undefined gives it again, as in Ansible."""

    def __getattr__(self, name):
        if name[:2] == "__":
            raise AttributeError(name)
        return self

    def __getitem__(self, key):
        return self

    def __repr__(self):
        return "AnsibleUndefined"


def unrolled(value):
    if isinstance(value, (Iterator, MappingView, range)):
        return list(value)
    return value


def refuse_undefined(value):
    if isinstance(value, Undefined):
        str(value)
    elif isinstance(value, dict):
        for member in value.values():
            refuse_undefined(member)
    elif isinstance(value, (list, tuple)):
        for member in value:
            refuse_undefined(member)


def printed(value):
    """As Ansible's finalize: nothing undefined is printed, not inside of something either."""
    value = unrolled(value)
    refuse_undefined(value)
    return value


class Lists(dict):
    """Filters whose lazy results are lists, as in Ansible."""

    def __getitem__(self, name):
        found = super().__getitem__(name)

        def wrapped(*args, **kwargs):
            return unrolled(found(*args, **kwargs))

        if hasattr(found, "jinja_pass_arg"):
            wrapped.jinja_pass_arg = found.jinja_pass_arg
        return wrapped

    def get(self, name, default=None):
        return self[name] if name in self else default


def environment(kind, **settings):
    made = kind(
        undefined=Undefined,
        finalize=printed,
        extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"],
        **settings,
    )
    made.filters = Lists(made.filters)
    made.globals["dict"] = dict
    made.globals["range"] = lambda *bounds: list(range(*bounds))
    return made


PLAIN = environment(Environment)
TRIMMED = environment(Environment, trim_blocks=True, lstrip_blocks=True)
KEPT = environment(Environment, keep_trailing_newline=True, trim_blocks=True)
MODES = {
    "plain": PLAIN,
    "trimmed": TRIMMED,
    "kept": KEPT,
}


def rendered(mode, variables, template):
    if mode in ("ansible", "native"):
        return ansible(variables, template, mode == "native")
    if mode == "condition":
        return condition(variables, template)
    if "_templates" in variables:
        chosen = MODES[mode].overlay(loader=DictLoader(variables.pop("_templates")))
    else:
        chosen = MODES[mode]
    return chosen.from_string(template).render(variables)


def templar(variables, native=False):
    from ansible import constants
    from ansible.parsing.dataloader import DataLoader
    from ansible.template import Templar

    constants.DEFAULT_JINJA2_NATIVE = native
    return Templar(loader=DataLoader(), variables=variables)


def ansible(variables, template, native):
    value = templar(variables, native).template(template)
    kind = "str" if isinstance(value, str) else type(value).__name__
    return kind + ":" + str(value)


def condition(variables, template):
    from ansible.parsing.dataloader import DataLoader
    from ansible.playbook.conditional import Conditional

    made = Conditional(loader=DataLoader())
    made.when = [template]
    return str(bool(made.evaluate_conditional(templar(variables), variables)))


def decoded(text):
    return base64.b64decode(text).decode("utf-8")


for line in sys.stdin:
    mode, variables, template = line.rstrip("\n").split("\t")
    try:
        status, text = "ok", rendered(mode, ast.literal_eval(decoded(variables)), decoded(template))
    except RecursionError:
        status, text = "error", "RecursionError: "
    except Exception as e:
        message = getattr(e, "message", None) or str(e)
        status, text = "error", "%s: %s" % (type(e).__name__, message)
    encoded = base64.b64encode(text.encode("utf-8", "surrogatepass")).decode("ascii")
    sys.stdout.write(status + "\t" + encoded + "\n")
    sys.stdout.flush()
