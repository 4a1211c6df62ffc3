"""Versions that are compared part by part: ansible.module_utils.compat.version."""
from __future__ import absolute_import, division, print_function

import functools
import re


@functools.total_ordering
class LooseVersion(object):
    def __init__(self, vstring=None):
        if vstring:
            self.parse(vstring)

    def parse(self, vstring):
        self.vstring = vstring
        self.version = [int(part) if part.isdigit() else part
                        for part in re.findall(r'\d+|[a-z]+', vstring)]

    def _of(self, other):
        return other if isinstance(other, LooseVersion) else type(self)(str(other))

    def __eq__(self, other):
        return self.version == self._of(other).version

    def __lt__(self, other):
        return self.version < self._of(other).version

    def __hash__(self):
        return hash(self.vstring)

    def __str__(self):
        return self.vstring

    def __repr__(self):
        return "%s ('%s')" % (type(self).__name__, self)


class StrictVersion(LooseVersion):
    def parse(self, vstring):
        match = re.match(r'^(\d+)\.(\d+)(?:\.(\d+))?(?:([ab])(\d+))?$', vstring)
        if not match:
            raise ValueError("invalid version number '%s'" % vstring)
        self.vstring = vstring
        numbers = [int(part or 0) for part in match.groups()[:3]]
        self.version = numbers + ([match.group(4), int(match.group(5))] if match.group(4) else ['c', 0])
