# Answers what ansible-core itself makes of inventories and variables.
# Reads a JSON list of requests, prints a JSON list of answers.
import json
import sys

from ansible import constants as C, context
from ansible.inventory.manager import InventoryManager
from ansible.module_utils.common.collections import ImmutableDict
from ansible.parsing.ajson import AnsibleJSONEncoder
from ansible.parsing.dataloader import DataLoader
from ansible.playbook import Playbook
from ansible.playbook.block import Block
from ansible.plugins.vars import host_group_vars
from ansible.utils.display import Display
from ansible.vars.manager import VariableManager

WARNINGS = []
Display.warning = lambda self, msg, formatted=False: WARNINGS.append(msg)


def arguments(request):
    context.CLIARGS = ImmutableDict(extra_vars=tuple(request.get("extra", ())), tags=["all"], skip_tags=[])
    C.DEFAULT_HASH_BEHAVIOUR = request.get("hash", "replace")
    host_group_vars.FOUND.clear()


def attempt(action):
    try:
        return action()
    except Exception as e:
        return "ERROR " + getattr(e, "message", str(e))


def inventory(request):
    del WARNINGS[:]
    arguments(request)
    manager = InventoryManager(loader=DataLoader(), sources=request["sources"])
    answer = {
        "hosts": [
            [h.name, dict(h.vars), sorted(g.name for g in h.groups)] for h in manager.hosts.values()
        ],
        "groups": [
            [g.name, g.depth, g.priority, dict(g.vars), [h.name for h in g.get_hosts()]]
            for g in manager.groups.values()
        ],
        "warnings": warnings(),
    }
    del WARNINGS[:]
    answer["choices"] = [
        attempt(lambda: [h.name for h in manager.get_hosts(p)]) for p in request.get("patterns", ())
    ]
    answer["choice_warnings"] = warnings()
    if request.get("limit"):
        answer["limited"] = attempt(lambda: limited(manager, request["limit"]))
    return answer


def warnings():
    texts = [w.split("\n\nThe error appears to be in ")[0] for w in WARNINGS]
    return list(dict.fromkeys(texts))


def limited(manager, limit):
    manager.subset(limit)
    return [h.name for h in manager.get_hosts("all")]


def tasks_of(blocks):
    for step in blocks:
        if isinstance(step, Block):
            yield from tasks_of(step.block + step.rescue + step.always)
        elif step.action not in ("meta", "ansible.builtin.meta"):
            yield step


def visible(variables, hidden):
    return {k: v for k, v in variables.items() if k not in hidden}


def variables(request):
    arguments(request)
    loader = DataLoader()
    manager = InventoryManager(loader=loader, sources=request["sources"])
    store = VariableManager(loader=loader, inventory=manager)
    for host, name, value in request.get("set", ()):
        store.set_nonpersistent_facts(host, {name: value})
    for host, name, value in request.get("included", ()):
        store.set_host_variable(host, name, value)
    for host, facts in request.get("facts", ()):
        store.set_host_facts(host, facts)
    book = Playbook.load(request["playbook"], variable_manager=store, loader=loader)
    answer = []
    for play in book.get_plays():
        loader.set_basedir(play._included_path or book._basedir)
        hosts = manager.get_hosts(play.hosts)
        names = [h.name for h in hosts]
        for host in hosts:
            for task in tasks_of(play.compile()):
                found = store.get_vars(
                    play=play, host=host, task=task, include_hostvars=False, _hosts=names, _hosts_all=names
                )
                answer.append([host.name, task.get_name(), visible(found, request["hidden"])])
    return answer


OPERATIONS = {"inventory": inventory, "variables": variables}
answers = [attempt(lambda: OPERATIONS[r["op"]](r)) for r in json.load(sys.stdin)]
json.dump(answers, sys.stdout, cls=AnsibleJSONEncoder)
