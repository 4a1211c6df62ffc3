"""What modules of projects use of ansible.module_utils.basic, for machines and users without
ansible-core: arguments are checked as Ansible checks them, results are printed as JSON without
secrets, files are written in one moment. Everything else is left out, and importing it fails."""
from __future__ import absolute_import, division, print_function

__metaclass__ = type

import atexit
import errno
import grp
import hashlib
import json
import locale
import os
import platform
import pwd
import re
import shlex
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
import traceback

try:
    from collections.abc import (Hashable, ItemsView, Iterable, KeysView, Mapping, MutableMapping,
                                 MutableSequence, MutableSet, Sequence, Set, Sized, ValuesView)
except ImportError:
    from collections import (Hashable, ItemsView, Iterable, KeysView, Mapping, MutableMapping,
                             MutableSequence, MutableSet, Sequence, Set, Sized, ValuesView)

PY2 = sys.version_info[0] == 2
PY3 = not PY2
text_type = type(u'')
binary_type = bytes
string_types = (text_type, str)
integer_types = (int, long) if PY2 else (int,)  # noqa: F821
SEQUENCETYPE = frozenset, list, tuple
PASSWORD_HINT = re.compile(r'(?i)pass(?!ive)|secret|token|cred')
HIDDEN = 'VALUE_SPECIFIED_IN_NO_LOG_PARAMETER'
BOOLEANS_TRUE = frozenset(('y', 'yes', 'on', '1', 'true', 't', 1, 1.0, True))
BOOLEANS_FALSE = frozenset(('n', 'no', 'off', '0', 'false', 'f', 0, 0.0, False))
BOOLEANS = BOOLEANS_TRUE.union(BOOLEANS_FALSE)
SIZE_RANGES = dict(Y=1 << 80, Z=1 << 70, E=1 << 60, P=1 << 50, T=1 << 40, G=1 << 30, M=1 << 20,
                   K=1 << 10, B=1)
FILE_ATTRIBUTES = {}
FILE_COMMON_ARGUMENTS = dict(
    mode=dict(type='raw'), owner=dict(type='str'), group=dict(type='str'),
    seuser=dict(type='str'), serole=dict(type='str'), selevel=dict(type='str'),
    setype=dict(type='str'), attributes=dict(type='str', aliases=['attr']),
    unsafe_writes=dict(type='bool', default=False))
PASS_VARS = {}
_ANSIBLE_ARGS = None


class AnsibleFallbackNotFound(Exception):
    pass


def to_text(value, encoding='utf-8', errors=None, nonstring='simplerepr'):
    if isinstance(value, text_type):
        return value
    if isinstance(value, bytes):
        if errors in (None, 'surrogate_or_replace', 'surrogate_then_replace'):
            errors = 'surrogateescape' if PY3 else 'replace'
        elif errors == 'surrogate_or_strict':
            errors = 'surrogateescape' if PY3 else 'strict'
        return value.decode(encoding, errors)
    if nonstring == 'passthru':
        return value
    if nonstring == 'empty':
        return u''
    if nonstring == 'strict':
        raise TypeError('value is not text: %r' % (value,))
    return to_text(str(value), encoding)


def to_bytes(value, encoding='utf-8', errors=None, nonstring='simplerepr'):
    if isinstance(value, bytes):
        return value
    if isinstance(value, text_type):
        return value.encode(encoding, 'surrogateescape' if PY3 else 'strict')
    if nonstring == 'passthru':
        return value
    if nonstring == 'empty':
        return b''
    if nonstring == 'strict':
        raise TypeError('value is not text: %r' % (value,))
    return to_bytes(str(value), encoding)


to_native = to_text if PY3 else to_bytes


def container_to_text(value, encoding='utf-8', errors='surrogate_or_strict'):
    return _convert(value, lambda each: to_text(each, encoding, errors, 'passthru'))


def container_to_bytes(value, encoding='utf-8', errors='surrogate_or_strict'):
    return _convert(value, lambda each: to_bytes(each, encoding, errors, 'passthru'))


def _convert(value, how):
    if isinstance(value, dict):
        return dict((_convert(k, how), _convert(v, how)) for k, v in value.items())
    if isinstance(value, (list, tuple)):
        return type(value)(_convert(each, how) for each in value)
    return how(value)


def is_string(value):
    return isinstance(value, (text_type, bytes))


def is_iterable(value, include_strings=False):
    return (include_strings or not is_string(value)) and isinstance(value, Iterable)


def is_sequence(value, include_strings=False):
    return (include_strings or not is_string(value)) and isinstance(value, Sequence)


def count(values):
    return dict((each, list(values).count(each)) for each in values)


def boolean(value, strict=True):
    if isinstance(value, bool):
        return value
    plain = to_text(value).lower().strip() if is_string(value) else value
    if plain in BOOLEANS_TRUE:
        return True
    if plain in BOOLEANS_FALSE or not strict:
        return False
    raise TypeError("The value '%s' is not a valid boolean.  Valid booleans include: %s"
                    % (to_text(value), ', '.join(repr(each) for each in BOOLEANS)))


def jsonify(data, **kwargs):
    def other(value):
        if isinstance(value, (set, frozenset)):
            return list(value)
        if isinstance(value, Mapping):
            return dict(value)
        if hasattr(value, 'isoformat'):
            return value.isoformat()
        raise TypeError('Cannot json serialize %s' % to_native(value))
    return json.dumps(container_to_text(data), default=other, **kwargs)


def env_fallback(*names, **kwargs):
    for name in names:
        if name in os.environ:
            return os.environ[name]
    raise AnsibleFallbackNotFound()


def missing_required_lib(library, reason=None, url=None):
    text = ("Failed to import the required Python library (%s) on %s's Python %s."
            % (library, platform.node(), sys.executable))
    if reason:
        text += ' This is required %s.' % reason
    if url:
        text += ' See %s for more info.' % url
    return text + (' Please read the module documentation and install it in the appropriate location.'
                   ' If the required library is installed, but Ansible is using the wrong Python'
                   ' interpreter, please consult the documentation on ansible_python_interpreter')


def human_to_bytes(number, default_unit=None, isbits=False):
    match = re.match(r'^\s*(\d*\.?\d*)\s*([A-Za-z]+)?', to_text(number))
    if not match or not match.group(1):
        raise ValueError("human_to_bytes() can't interpret following string: %s" % number)
    unit = match.group(2) or default_unit
    if not unit:
        return int(round(float(match.group(1))))
    if unit[0].upper() not in SIZE_RANGES:
        raise ValueError('human_to_bytes() failed to convert %s (unit = %s). The suffix must be one of %s'
                         % (number, unit, ', '.join(SIZE_RANGES)))
    return int(round(float(match.group(1)) * SIZE_RANGES[unit[0].upper()]))


def bytes_to_human(size, isbits=False, unit=None):
    for suffix, limit in sorted(SIZE_RANGES.items(), key=lambda item: -item[1]):
        if (unit is None and size >= limit) or (unit and unit.upper()[0] == suffix):
            break
    name = 'bits' if isbits else 'Bytes'
    if limit != 1:
        name = suffix + name[0]
    return '%.2f %s' % (size / limit, name)


lenient_lowercase = lambda values: [each.lower() if is_string(each) else each for each in values]


def is_executable(path):
    return os.stat(path).st_mode & 0o111


def get_bin_path(name, opt_dirs=None, required=None):
    folders = [each for each in (opt_dirs or []) if each]
    folders += os.environ.get('PATH', '').split(os.pathsep) + ['/sbin', '/usr/sbin', '/usr/local/sbin']
    for folder in folders:
        path = os.path.join(folder, name)
        if folder and os.path.exists(path) and not os.path.isdir(path) and is_executable(path):
            return path
    raise ValueError('Failed to find required executable "%s" in paths: %s'
                     % (name, os.pathsep.join(each for each in folders if each)))


def get_platform():
    return platform.system()


def _release():
    found = {}
    try:
        with open('/etc/os-release') as file:
            for line in file:
                key, equals, value = line.strip().partition('=')
                if equals:
                    found[key] = value.strip('"\'')
    except (IOError, OSError):
        pass
    return found


def get_distribution():
    if platform.system() != 'Linux':
        return platform.system()
    name = _release().get('ID', '').capitalize()
    return {'Rhel': 'Redhat', 'Amzn': 'Amazon', '': 'OtherLinux'}.get(name, name)


def get_distribution_version():
    return _release().get('VERSION_ID', '')


def get_distribution_codename():
    return _release().get('VERSION_CODENAME') or None


def get_platform_subclass(cls):
    chosen = None
    for each in _subclasses(cls):
        if each.platform == platform.system() and getattr(each, 'distribution', None) in (
                None, get_distribution()):
            if chosen is None or each.distribution is not None:
                chosen = each
    return chosen or cls


def _subclasses(cls):
    for each in cls.__subclasses__():
        yield each
        for deeper in _subclasses(each):
            yield deeper


def load_platform_subclass(cls, *args, **kwargs):
    return super(cls, get_platform_subclass(cls)).__new__(get_platform_subclass(cls))


def sanitize_keys(value, hidden, ignore_keys=frozenset()):
    if isinstance(value, Mapping):
        return dict((k if k in ignore_keys else remove_values(k, hidden), sanitize_keys(v, hidden, ignore_keys))
                    for k, v in value.items())
    if isinstance(value, (list, tuple)):
        return [sanitize_keys(each, hidden, ignore_keys) for each in value]
    return value


def remove_values(value, hidden):
    if isinstance(value, Mapping):
        return dict((k, remove_values(v, hidden)) for k, v in value.items())
    if isinstance(value, (list, tuple, set, frozenset)):
        return [remove_values(each, hidden) for each in value]
    if is_string(value):
        text = to_text(value)
        if text in hidden:
            return HIDDEN
        for secret in hidden:
            text = text.replace(secret, u'*' * 8)
        return text
    if value is not None and not isinstance(value, bool) and to_text(value) in hidden:
        return HIDDEN
    return value


# Types


def check_type_str(value, allow_conversion=True, param=None, prefix=''):
    if is_string(value):
        return value
    if allow_conversion:
        return to_native(value)
    raise TypeError('%r is not a string and conversion is not allowed' % (value,))


def check_type_list(value):
    if isinstance(value, list):
        return value
    if is_string(value):
        return [] if value == '' else value.split(',')
    if isinstance(value, (int, float)):
        return [str(value)]
    if isinstance(value, tuple):
        return list(value)
    raise TypeError('%s cannot be converted to a list' % type(value))


def check_type_dict(value):
    if isinstance(value, dict):
        return value
    if is_string(value):
        if value.lstrip().startswith('{'):
            import ast
            for read in (json.loads, ast.literal_eval):
                try:
                    found = read(value)
                except (ValueError, SyntaxError):
                    continue
                if isinstance(found, dict):
                    return found
            raise TypeError('unable to evaluate string as dictionary')
        if '=' in value:
            return dict(each.split('=', 1) for each in shlex.split(value.replace(',', ' ')))
        raise TypeError('dictionary requested, could not parse JSON or key=value')
    raise TypeError('%s cannot be converted to a dict' % type(value))


def check_type_bool(value):
    try:
        return boolean(value)
    except TypeError:
        raise TypeError('%s cannot be converted to a bool' % type(value))


def check_type_int(value):
    if isinstance(value, integer_types):
        return value
    if is_string(value):
        try:
            return int(value)
        except ValueError:
            pass
    raise TypeError('%s cannot be converted to an int' % type(value))


def check_type_float(value):
    if isinstance(value, float):
        return value
    if isinstance(value, integer_types) or is_string(value):
        try:
            return float(value)
        except ValueError:
            pass
    raise TypeError('%s cannot be converted to a float' % type(value))


def check_type_path(value):
    return os.path.expanduser(os.path.expandvars(check_type_str(value)))


def check_type_raw(value):
    return value


def check_type_bytes(value):
    try:
        return human_to_bytes(value)
    except ValueError:
        raise TypeError('%s cannot be converted to a Byte value' % type(value))


def check_type_bits(value):
    try:
        return human_to_bytes(value, isbits=True)
    except ValueError:
        raise TypeError('%s cannot be converted to a Bit value' % type(value))


def check_type_jsonarg(value):
    if is_string(value):
        return value.strip()
    if isinstance(value, (dict, list, tuple)):
        return jsonify(value)
    raise TypeError('%s cannot be converted to a json string' % type(value))


DEFAULT_TYPE_VALIDATORS = dict(
    str=check_type_str, list=check_type_list, dict=check_type_dict, bool=check_type_bool,
    int=check_type_int, float=check_type_float, path=check_type_path, raw=check_type_raw,
    bytes=check_type_bytes, bits=check_type_bits, json=check_type_jsonarg,
    jsonarg=check_type_jsonarg)


class _Check:
    """Checks one level of arguments against its description."""

    def __init__(self, module, spec, values, context=()):
        self.module, self.spec, self.values, self.context = module, spec, values, context

    def fail(self, message):
        if self.context:
            message += ' found in ' + ' -> '.join(self.context)
        self.module.fail_json(msg=message)

    def run(self, rules):
        self.aliases()
        self.secrets()
        self.defaults(None)
        unknown = self.unsupported()
        self.exclusive(rules.get('mutually_exclusive'))
        missing = [name for name, about in self.spec.items()
                   if about.get('required') and self.values.get(name) is None
                   and name not in self.values]
        if missing:
            self.fail('missing required arguments: %s' % ', '.join(sorted(missing)))
        for name, about in self.spec.items():
            self.one(name, about)
        self.together(rules)
        self.defaults('default')
        for name, about in self.spec.items():
            unknown = self.inside(name, about) or unknown
        if unknown and not self.context:
            self.module.fail_json(msg=unknown)
        return unknown

    def aliases(self):
        for name, about in self.spec.items():
            for alias in about.get('aliases') or []:
                if alias in self.values:
                    if name in self.values and self.values[name] is not None:
                        self.module.warn('Both option %s and its alias %s are set.' % (name, alias))
                    self.values[name] = self.values[alias]
            for old in about.get('deprecated_aliases') or []:
                if old['name'] in self.values:
                    self.module.deprecate(
                        "Alias '%s' is deprecated. See the module docs for more information" % old['name'],
                        version=old.get('version'), date=old.get('date'),
                        collection_name=old.get('collection_name'))
            if name in self.values and (about.get('removed_in_version') or about.get('removed_at_date')):
                self.module.deprecate(
                    "Param '%s' is deprecated. See the module docs for more information" % name,
                    version=about.get('removed_in_version'), date=about.get('removed_at_date'),
                    collection_name=about.get('removed_from_collection'))

    def secrets(self):
        for name, about in self.spec.items():
            if about.get('no_log'):
                for source in (self.values.get(name), about.get('default')):
                    self.module.no_log_values.update(_texts(source))
            elif (about.get('no_log') is None and PASSWORD_HINT.search(name)
                  and about.get('type') not in ('bool',) and 'choices' not in about
                  and self.values.get(name)):
                self.module.warn('Module did not set no_log for %s' % name)

    def defaults(self, kind):
        for name, about in self.spec.items():
            if kind:
                self.values.setdefault(name, about.get('default'))
            elif self.values.get(name) is None and 'fallback' in about:
                how = list(about['fallback'])
                named = how[-1] if len(how) > 1 and isinstance(how[-1], dict) else {}
                given = how[1] if len(how) > 1 and not isinstance(how[1], dict) else []
                try:
                    self.values[name] = how[0](*given, **named)
                    if about.get('no_log'):
                        self.module.no_log_values.update(_texts(self.values[name]))
                except AnsibleFallbackNotFound:
                    pass

    def unsupported(self):
        known = set(self.spec)
        for about in self.spec.values():
            known.update(about.get('aliases') or [])
        unknown = sorted('.'.join(self.context + (name,)) for name in self.values if name not in known)
        if not unknown:
            return None
        shown = []
        for name in sorted(self.spec):
            names = sorted(self.spec[name].get('aliases') or [])
            shown.append('%s (%s)' % (name, ', '.join(names)) if names else name)
        return ('Unsupported parameters for (%s) module: %s. Supported parameters include: %s.'
                % (self.module._name, ', '.join(unknown), ', '.join(shown)))

    def exclusive(self, groups):
        for group in _groups(groups):
            if sum(1 for name in group if self.values.get(name) is not None) > 1:
                self.fail('parameters are mutually exclusive: %s' % '|'.join(group))

    def one(self, name, about):
        if self.values.get(name) is None:
            return
        kind = about.get('type') or 'str'
        self.values[name] = self.typed(name, kind, self.values[name])
        if isinstance(self.values[name], list) and about.get('elements') and kind == 'list':
            self.values[name] = [self.typed(name, about['elements'], each, 'elements for ')
                                 for each in self.values[name]]
        if about.get('choices'):
            self.choice(name, about)

    def typed(self, name, kind, value, what=''):
        try:
            return (kind if callable(kind) else DEFAULT_TYPE_VALIDATORS[kind])(value)
        except (TypeError, ValueError) as e:
            word = 'Elements value for option' if what else 'argument'
            text = ("%s '%s' is of type %s and we were unable to convert to %s: %s"
                    % (word, name, type(value), kind, to_native(e)))
            self.fail(text)

    def choice(self, name, about):
        value, choices = self.values[name], about['choices']
        if isinstance(value, list):
            wrong = [each for each in value if each not in choices]
            if wrong:
                self.fail('value of %s must be one or more of: %s. Got no match for: %s' % (
                    name, ', '.join(map(to_native, choices)), ', '.join(map(to_native, wrong))))
        elif value not in choices:
            for read, words in (('False', BOOLEANS_FALSE), ('True', BOOLEANS_TRUE)):
                fits = [each for each in choices if each in words]
                if to_text(value) == read and len(fits) == 1:
                    self.values[name] = fits[0]
                    return
            self.fail('value of %s must be one of: %s, got: %s'
                      % (name, ', '.join(map(to_native, choices)), to_native(value)))

    def together(self, rules):
        given = lambda name: self.values.get(name) is not None
        for group in rules.get('required_together') or []:
            if any(map(given, group)) and not all(map(given, group)):
                self.fail('parameters are required together: %s' % ', '.join(group))
        for group in rules.get('required_one_of') or []:
            if not any(map(given, group)):
                self.fail('one of the following is required: %s' % ', '.join(group))
        for rule in rules.get('required_if') or []:
            key, value, names = rule[:3]
            some = len(rule) > 3 and rule[3]
            absent = [name for name in names if not given(name)]
            if key in self.values and self.values[key] == value and (
                    len(absent) == len(names) if some else absent) and names:
                self.fail('%s is %s but %s of the following are missing: %s'
                          % (key, value, 'any' if some else 'all', ', '.join(absent)))
        for key, names in (rules.get('required_by') or {}).items():
            absent = [name for name in _names(names) if not given(name)]
            if given(key) and absent:
                self.fail("missing parameter(s) required by '%s': %s" % (key, ', '.join(absent)))

    def inside(self, name, about):
        options = about.get('options')
        value = self.values.get(name)
        if options is None:
            return None
        if value is None:
            if not about.get('apply_defaults'):
                return None
            value = self.values[name] = {}
        unknown = None
        for each in value if isinstance(value, list) else [value]:
            if not isinstance(each, dict):
                self.fail("value of '%s' must be of type dict or list of dicts" % name)
            unknown = _Check(self.module, options, each, self.context + (name,)).run(about) or unknown
        return unknown


def _names(names):
    return [names] if is_string(names) else names


def _groups(groups):
    groups = groups or []
    return [groups] if groups and is_string(groups[0]) else groups


def _texts(value):
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, (list, tuple, set)):
        return [text for each in value for text in _texts(each)]
    return [to_text(value)] if value not in (None, '', True, False) else []


class AnsibleModule:
    no_log_values = set()

    def __init__(self, argument_spec, bypass_checks=False, no_log=False, mutually_exclusive=None,
                 required_together=None, required_one_of=None, add_file_common_args=False,
                 supports_check_mode=False, required_if=None, required_by=None):
        self.argument_spec = dict((k, dict(v)) for k, v in argument_spec.items())
        self._name = os.path.basename(__file__)
        self.supports_check_mode = supports_check_mode
        self.no_log_values = set()
        self.cleanup_files, self._warnings, self._deprecations = [], [], []
        self.check_mode = self.no_log = self._diff = self._debug = False
        self._verbosity, self._tmpdir, self._remote_tmp = 0, None, tempfile.gettempdir()
        self._shell, self.ansible_version, self._keep_remote_files = '/bin/sh', '', False
        self.run_command_environ_update = {}
        self._umask = None
        if add_file_common_args:
            for name, about in FILE_COMMON_ARGUMENTS.items():
                self.argument_spec.setdefault(name, about)
        self.params = json.loads(to_text(_ANSIBLE_ARGS))['ANSIBLE_MODULE_ARGS']
        self._internal()
        if self.check_mode and not supports_check_mode:
            self.exit_json(skipped=True, msg='remote module (%s) does not support check mode' % self._name)
        if not bypass_checks:
            _Check(self, self.argument_spec, self.params).run(dict(
                mutually_exclusive=mutually_exclusive, required_together=required_together,
                required_one_of=required_one_of, required_if=required_if, required_by=required_by))

    def _internal(self):
        own = dict((key[len('_ansible_'):], self.params.pop(key))
                   for key in list(self.params) if key.startswith('_ansible_'))
        self.check_mode = bool(own.get('check_mode'))
        self.no_log, self._diff = bool(own.get('no_log')), bool(own.get('diff'))
        self._verbosity, self._debug = own.get('verbosity', 0), bool(own.get('debug'))
        self._name = own.get('module_name') or self._name
        self._shell = own.get('shell_executable') or self._shell
        self._remote_tmp = own.get('remote_tmp') or self._remote_tmp
        self.ansible_version = own.get('version', '')

    @property
    def tmpdir(self):
        if self._tmpdir is None:
            base = os.path.expanduser(os.path.expandvars(self._remote_tmp))
            if not os.path.isdir(base):
                try:
                    os.makedirs(base, 0o700)
                except OSError:
                    base = None
            self._tmpdir = tempfile.mkdtemp(prefix='ansible-moduletmp-%s-' % time.time(), dir=base)
            atexit.register(shutil.rmtree, self._tmpdir, True)
        return self._tmpdir

    # Results

    def warn(self, warning):
        if warning not in self._warnings:
            self._warnings.append(warning)

    def deprecate(self, msg, version=None, date=None, collection_name=None):
        found = dict(msg=msg, collection_name=collection_name)
        found.update(dict(date=date) if date is not None else dict(version=version))
        if found not in self._deprecations:
            self._deprecations.append(found)

    def log(self, msg, log_args=None):
        if not self.no_log:
            try:
                import syslog
                syslog.openlog(str('ansible-%s' % self._name), 0, syslog.LOG_USER)
                syslog.syslog(syslog.LOG_INFO, to_native(remove_values(msg, self.no_log_values)))
            except (ImportError, TypeError, ValueError):
                pass

    def debug(self, msg):
        if self._debug:
            self.log('[debug] %s' % msg)

    def jsonify(self, data):
        return jsonify(data)

    def from_json(self, data):
        return json.loads(data)

    def add_cleanup_file(self, path):
        if path not in self.cleanup_files:
            self.cleanup_files.append(path)

    def do_cleanup_files(self):
        for path in self.cleanup_files:
            self.cleanup(path)

    def cleanup(self, path):
        if os.path.exists(path):
            try:
                os.unlink(path)
            except OSError as e:
                sys.stderr.write('could not cleanup %s: %s' % (path, to_native(e)))

    def _return_formatted(self, result):
        if 'invocation' not in result:
            result['invocation'] = {'module_args': self.params}
        for key, own in (('warnings', self._warnings), ('deprecations', self._deprecations)):
            more = result.get(key, [])
            for each in more if isinstance(more, list) else [more]:
                if key == 'deprecations' and not isinstance(each, Mapping):
                    each = dict(msg=each, version=None, collection_name=None)
                if each not in own:
                    own.append(each)
            if own:
                result[key] = own
        print('\n%s' % jsonify(remove_values(result, self.no_log_values)))
        sys.stdout.flush()

    def exit_json(self, **result):
        self.do_cleanup_files()
        self._return_formatted(result)
        sys.exit(0)

    def fail_json(self, msg, **result):
        result['failed'], result['msg'] = True, msg
        if 'exception' not in result and sys.exc_info()[2] and self._verbosity >= 3:
            result['exception'] = ''.join(traceback.format_tb(sys.exc_info()[2]))
        self.do_cleanup_files()
        self._return_formatted(result)
        sys.exit(1)

    def fail_on_missing_params(self, required_params=None):
        missing = [name for name in required_params or [] if not self.params.get(name)]
        if missing:
            self.fail_json(msg='missing required arguments: %s' % ', '.join(missing))

    def boolean(self, value):
        try:
            return boolean(value)
        except TypeError as e:
            self.fail_json(msg=to_native(e))

    def human_to_bytes(self, number, isbits=False):
        return human_to_bytes(number, isbits=isbits)

    def bytes_to_human(self, size, isbits=False):
        return bytes_to_human(size, isbits)

    # Programs

    def get_bin_path(self, arg, required=False, opt_dirs=None):
        try:
            return get_bin_path(arg, opt_dirs)
        except ValueError as e:
            if required:
                self.fail_json(msg=to_native(e))
            return None

    def run_command(self, args, check_rc=False, close_fds=True, executable=None, data=None,
                    binary_data=False, path_prefix=None, cwd=None, use_unsafe_shell=False,
                    prompt_regex=None, environ_update=None, umask=None, encoding='utf-8',
                    errors='surrogate_or_strict', expand_user_and_vars=True, pass_fds=None,
                    before_communicate_callback=None, ignore_invalid_cwd=True,
                    handle_exceptions=True):
        if not is_string(args) and not isinstance(args, (list, tuple)):
            self.fail_json(rc=257, cmd=args, msg="Argument 'args' to run_command must be list or string")
        shell = False
        if use_unsafe_shell:
            args = args if is_string(args) else ' '.join(_quoted(each) for each in args)
            args, shell = [executable or self._shell, '-c', to_native(args)], False
        else:
            args = shlex.split(to_native(args)) if is_string(args) else [to_native(each) for each in args]
            if expand_user_and_vars:
                args = [os.path.expanduser(os.path.expandvars(each)) for each in args if each is not None]
        environment = dict(os.environ)
        environment.update(self.run_command_environ_update)
        environment.update(environ_update or {})
        if path_prefix:
            environment['PATH'] = '%s:%s' % (path_prefix, environment.get('PATH', ''))
        if cwd and not os.path.isdir(cwd) and ignore_invalid_cwd:
            cwd = None
        if data is not None and not binary_data:
            data = to_bytes(data) + b'\n'

        def prepare():
            signal.signal(signal.SIGPIPE, signal.SIG_DFL)
            if umask is not None:
                os.umask(umask)
        try:
            program = subprocess.Popen(
                args, shell=shell, close_fds=close_fds, executable=None if use_unsafe_shell else executable,
                stdin=subprocess.PIPE if data is not None else open(os.devnull),
                stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=cwd, preexec_fn=prepare,
                env=dict((to_native(k), to_native(v)) for k, v in environment.items()))
            if before_communicate_callback:
                before_communicate_callback(program)
            out, err = program.communicate(data)
            status = program.returncode
        except (OSError, IOError) as e:
            if not handle_exceptions:
                raise
            self.fail_json(rc=e.errno, stdout='', stderr='', msg=to_native(e), cmd=self._shown(args))
        if encoding is not None:
            out, err = to_native(out, encoding, errors), to_native(err, encoding, errors)
        if check_rc and status != 0:
            self.fail_json(cmd=self._shown(args), rc=status, stdout=out, stderr=err,
                           msg=remove_values(to_text(err).rstrip(), self.no_log_values))
        return status, out, err

    def _shown(self, args):
        return remove_values(' '.join(_quoted(to_native(each)) for each in args), self.no_log_values)

    # Files

    def digest_from_file(self, filename, algorithm):
        if not os.path.exists(filename):
            return None
        if os.path.isdir(filename):
            self.fail_json(msg='attempted to take checksum of directory: %s' % filename)
        digest = hashlib.new(algorithm) if is_string(algorithm) else algorithm
        with open(filename, 'rb') as file:
            for block in iter(lambda: file.read(65536), b''):
                digest.update(block)
        return digest.hexdigest()

    def sha1(self, filename):
        return self.digest_from_file(filename, 'sha1')

    def sha256(self, filename):
        return self.digest_from_file(filename, 'sha256')

    def md5(self, filename):
        return self.digest_from_file(filename, 'md5')

    def backup_local(self, path):
        if not os.path.exists(path):
            return ''
        name = '%s.%s.%s' % (path, os.getpid(), time.strftime('%Y-%m-%d@%H:%M:%S~'))
        self.preserved_copy(path, name)
        return name

    def preserved_copy(self, source, target):
        shutil.copy2(source, target)
        about = os.stat(source)
        try:
            os.chown(target, about.st_uid, about.st_gid)
        except OSError as e:
            if e.errno != errno.EPERM:
                raise

    def atomic_move(self, src, dest, unsafe_writes=False):
        created = not os.path.exists(dest)
        target = os.path.realpath(dest)
        if not created:
            about = os.stat(target)
            try:
                os.chmod(src, stat.S_IMODE(about.st_mode))
                os.chown(src, about.st_uid, about.st_gid)
            except OSError as e:
                if e.errno != errno.EPERM:
                    raise
        try:
            os.rename(src, target)
        except (IOError, OSError) as e:
            if e.errno not in (errno.EXDEV, errno.EPERM, errno.EACCES, errno.ETXTBSY, errno.EBUSY):
                self.fail_json(msg='Could not replace file: %s to %s: %s' % (src, dest, to_native(e)))
            self._move_across(src, target, unsafe_writes)
        if created:
            mask = os.umask(0)
            os.umask(mask)
            os.chmod(target, 0o666 & ~mask)

    def _move_across(self, src, target, unsafe_writes):
        try:
            handle, beside = tempfile.mkstemp(prefix='.ansible_tmp', dir=os.path.dirname(target) or '.')
            os.close(handle)
            shutil.copy2(src, beside)
            if os.path.exists(target):
                about = os.stat(target)
                os.chmod(beside, stat.S_IMODE(about.st_mode))
            os.rename(beside, target)
        except (IOError, OSError) as e:
            if not unsafe_writes:
                self.fail_json(msg='Unable to make %s into to %s, failed final rename from: %s'
                               % (src, target, to_native(e)))
            with open(src, 'rb') as old, open(target, 'wb') as new:
                shutil.copyfileobj(old, new)
        os.unlink(src)

    def load_file_common_arguments(self, params, path=None):
        path = path or params.get('path') or params.get('dest')
        if path is None:
            return {}
        path = os.path.expanduser(os.path.expandvars(path))
        if params.get('follow') and os.path.islink(path):
            path = os.path.realpath(path)
        return dict(path=path, mode=params.get('mode'), owner=params.get('owner'),
                    group=params.get('group'), seuser=params.get('seuser'), serole=params.get('serole'),
                    setype=params.get('setype'), selevel=params.get('selevel'),
                    secontext=[None] * 3, attributes=params.get('attributes'))

    def selinux_enabled(self):
        return False

    def selinux_mls_enabled(self):
        return False

    def selinux_context(self, path):
        return [None] * 3

    selinux_initial_context = selinux_default_context = selinux_context

    def set_context_if_different(self, path, context, changed, diff=None):
        return changed

    set_default_selinux_context = lambda self, path, changed: changed

    def user_and_group(self, path, expand=True):
        about = os.lstat(os.path.expanduser(path) if expand else path)
        return about.st_uid, about.st_gid

    def find_mount_point(self, path):
        path = os.path.realpath(os.path.expanduser(path))
        while not os.path.ismount(path):
            path = os.path.dirname(path)
        return path

    def _own(self, path, who, changed, diff, key, database, at):
        if who is None:
            return changed
        try:
            number = int(who)
        except ValueError:
            try:
                number = database(who)[2]
            except KeyError:
                self.fail_json(path=path, msg={'owner': 'chown', 'group': 'chgrp'}[key]
                               + ' failed: failed to look up %s %s' % (
                                   {'owner': 'user', 'group': 'group'}[key], who))
        old = self.user_and_group(path)[at]
        if old == number:
            return changed
        if diff is not None:
            diff.setdefault('before', {})[key] = old
            diff.setdefault('after', {})[key] = number
        if not self.check_mode:
            try:
                os.lchown(path, *((number, -1) if at == 0 else (-1, number)))
            except OSError as e:
                self.fail_json(path=path, msg='%s failed: %s' % (
                    {'owner': 'chown', 'group': 'chgrp'}[key], to_text(e)))
        return True

    def set_owner_if_different(self, path, owner, changed, diff=None, expand=True):
        return self._own(path, owner, changed, diff, 'owner', pwd.getpwnam, 0)

    def set_group_if_different(self, path, group, changed, diff=None, expand=True):
        return self._own(path, group, changed, diff, 'group', grp.getgrnam, 1)

    def set_mode_if_different(self, path, mode, changed, diff=None, expand=True):
        if mode is None or os.path.islink(path):
            return changed
        about = os.lstat(path)
        if not isinstance(mode, int):
            try:
                mode = int(mode, 8)
            except ValueError:
                try:
                    mode = self._symbolic_mode_to_octal(about, mode)
                except ValueError as e:
                    self.fail_json(path=path, msg='mode must be in octal or symbolic form',
                                   details=to_native(e))
        old = stat.S_IMODE(about.st_mode)
        if old == mode:
            return changed
        if diff is not None:
            diff.setdefault('before', {})['mode'] = '0%03o' % old
            diff.setdefault('after', {})['mode'] = '0%03o' % mode
        if not self.check_mode:
            try:
                os.chmod(path, mode)
            except OSError as e:
                self.fail_json(path=path, msg='chmod failed', details=to_native(e))
        return True

    @staticmethod
    def _symbolic_mode_to_octal(about, text):
        mode = stat.S_IMODE(about.st_mode)
        mask = os.umask(0)
        os.umask(mask)
        shift = dict(u=6, g=3, o=0)
        for clause in text.split(','):
            match = re.match(r'^([ugoa]*)((?:[-+=][rwxXstugo]*)+)$', clause)
            if not match:
                raise ValueError('bad symbolic permission for mode: %s' % clause)
            who = match.group(1).replace('a', 'ugo') or 'ugo'
            for operator, letters in re.findall(r'([-+=])([rwxXstugo]*)', match.group(2)):
                for each in who:
                    bits = 0
                    for letter in letters:
                        if letter in 'rwx':
                            bits |= dict(r=4, w=2, x=1)[letter] << shift[each]
                        elif letter == 'X' and (stat.S_ISDIR(about.st_mode) or mode & 0o111):
                            bits |= 1 << shift[each]
                        elif letter in shift:
                            bits |= (mode >> shift[letter] & 7) << shift[each]
                        elif letter == 's':
                            bits |= dict(u=0o4000, g=0o2000, o=0)[each]
                        elif letter == 't' and each == 'o':
                            bits |= 0o1000
                    if not match.group(1):
                        bits &= ~mask
                    if operator == '=':
                        mode &= ~(7 << shift[each])
                    mode = mode & ~bits if operator == '-' else mode | bits
        return mode

    def get_file_attributes(self, path, include_version=True):
        found = {}
        program = self.get_bin_path('lsattr')
        if program:
            status, out, err = self.run_command([program, '-vd' if include_version else '-d', path])
            words = out.split()
            if status == 0 and words:
                flags = words[1 if include_version else 0].replace('-', '')
                found = dict(attr_flags=flags, attributes=[])
        return found

    def set_attributes_if_different(self, path, attributes, changed, diff=None, expand=True):
        if not attributes:
            return changed
        operator = attributes[0] if attributes[0] in '+-=' else '='
        wanted = attributes.lstrip('+-=')
        now = self.get_file_attributes(path, False).get('attr_flags', '')
        same = (set(wanted) == set(now) if operator == '='
                else all((letter in now) == (operator == '+') for letter in wanted))
        if same:
            return changed
        if not self.check_mode:
            self.run_command([self.get_bin_path('chattr', True), operator + wanted, path], check_rc=True)
        return True

    def set_fs_attributes_if_different(self, file_args, changed, diff=None, expand=True):
        path = file_args['path']
        changed = self.set_owner_if_different(path, file_args.get('owner'), changed, diff)
        changed = self.set_group_if_different(path, file_args.get('group'), changed, diff)
        changed = self.set_mode_if_different(path, file_args.get('mode'), changed, diff)
        return self.set_attributes_if_different(path, file_args.get('attributes'), changed, diff)

    set_file_attributes_if_different = set_fs_attributes_if_different
    set_directory_attributes_if_different = set_fs_attributes_if_different

    def check_file_absent_if_check_mode(self, file_path):
        return self.check_mode and not os.path.exists(file_path)

    def append_to_file(self, filename, text):
        with open(os.path.expandvars(os.path.expanduser(filename)), 'a') as file:
            file.write(text)

    def add_path_info(self, result):
        path = result.get('path', result.get('dest'))
        if path and os.path.lexists(path):
            about = os.lstat(path)
            result.update(uid=about.st_uid, gid=about.st_gid, size=about.st_size,
                          mode='0%03o' % stat.S_IMODE(about.st_mode))
            for key, find, number in (('owner', pwd.getpwuid, about.st_uid),
                                      ('group', grp.getgrgid, about.st_gid)):
                try:
                    result[key] = find(number)[0]
                except KeyError:
                    result[key] = str(number)
            result['state'] = ('link' if os.path.islink(path) else 'directory' if os.path.isdir(path)
                               else 'hard' if about.st_nlink > 1 else 'file')
        return result


def _quoted(text):
    return text if re.match(r'^[\w@%+=:,./-]+$', text) else "'" + text.replace("'", "'\"'\"'") + "'"
