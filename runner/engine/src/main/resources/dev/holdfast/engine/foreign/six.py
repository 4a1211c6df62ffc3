"""What modules of projects use of ansible.module_utils.six."""
from __future__ import absolute_import, division, print_function

import sys
import types

PY2 = sys.version_info[0] == 2
PY3 = not PY2
text_type = type(u'')
binary_type = bytes
string_types = (text_type, str) if PY2 else (str,)
integer_types = (int, long) if PY2 else (int,)  # noqa: F821
class_types = (type,)
MAXSIZE = sys.maxsize


def b(text):
    return text if PY2 else text.encode('latin-1')


def u(text):
    return text


def iteritems(values, **kwargs):
    return iter(values.items(**kwargs))


def iterkeys(values, **kwargs):
    return iter(values.keys(**kwargs))


def itervalues(values, **kwargs):
    return iter(values.values(**kwargs))


def add_metaclass(metaclass):
    def wrapper(cls):
        body = dict(cls.__dict__)
        body.pop('__dict__', None)
        body.pop('__weakref__', None)
        return metaclass(cls.__name__, cls.__bases__, body)
    return wrapper


def with_metaclass(meta, *bases):
    class Between(meta):
        def __new__(cls, name, none, body):
            return meta(name, bases, body)
    return type.__new__(Between, 'temporary_class', (), {})


def raise_from(value, from_value):
    value.__cause__ = from_value
    raise value


def reraise(kind, value, trace=None):
    raise value


def ensure_text(value, encoding='utf-8', errors='strict'):
    return value.decode(encoding, errors) if isinstance(value, bytes) else value


def ensure_binary(value, encoding='utf-8', errors='strict'):
    return value.encode(encoding, errors) if isinstance(value, text_type) else value


ensure_str = ensure_binary if PY2 else ensure_text

moves = types.ModuleType(__name__ + '.moves')
sys.modules[moves.__name__] = moves
if PY3:
    import builtins
    import configparser
    import functools
    import http.client
    import http.cookiejar
    import io
    import itertools
    import pickle
    import queue
    import shlex
    import urllib.error
    import urllib.parse
    import urllib.request

    moves.builtins, moves.configparser, moves.queue, moves.cPickle = builtins, configparser, queue, pickle
    moves.http_client, moves.http_cookiejar = http.client, http.cookiejar
    moves.StringIO, moves.shlex_quote, moves.reduce = io.StringIO, shlex.quote, functools.reduce
    moves.range = moves.xrange = range
    moves.input, moves.map, moves.zip, moves.filter = input, map, zip, filter
    moves.zip_longest, moves.filterfalse = itertools.zip_longest, itertools.filterfalse
    moves.urllib = urllib
    StringIO, BytesIO = io.StringIO, io.BytesIO
    for name, module in (('configparser', configparser), ('builtins', builtins), ('queue', queue),
                         ('http_client', http.client), ('http_cookiejar', http.cookiejar),
                         ('cPickle', pickle), ('urllib', urllib), ('urllib.parse', urllib.parse),
                         ('urllib.error', urllib.error), ('urllib.request', urllib.request)):
        sys.modules[moves.__name__ + '.' + name] = module
    moves.__path__ = []
else:
    import ConfigParser
    import StringIO as _StringIO

    moves.configparser, moves.StringIO, moves.range = ConfigParser, _StringIO.StringIO, range
    StringIO = BytesIO = _StringIO.StringIO
