"""What modules of projects use of ansible.module_utils.urls; needs Python 3."""
from __future__ import absolute_import, division, print_function

import base64
import ssl
import urllib.error
import urllib.request

from ansible.module_utils.basic import to_bytes, to_native, to_text
from http.cookiejar import CookieJar as cookiejar  # noqa: F401
from urllib.error import HTTPError as urllib_error  # noqa: F401

ConnectionError = urllib.error.URLError
SSLValidationError = ssl.SSLError


def url_argument_spec():
    return dict(
        url=dict(type='str'), force=dict(type='bool', default=False),
        http_agent=dict(type='str', default='ansible-httpget'),
        use_proxy=dict(type='bool', default=True), validate_certs=dict(type='bool', default=True),
        url_username=dict(type='str'), url_password=dict(type='str', no_log=True),
        force_basic_auth=dict(type='bool', default=False), client_cert=dict(type='path'),
        client_key=dict(type='path'), use_gssapi=dict(type='bool', default=False))


def basic_auth_header(username, password):
    return b'Basic ' + base64.b64encode(to_bytes('%s:%s' % (username, password)))


def open_url(url, data=None, headers=None, method=None, use_proxy=True, force=False,
             last_mod_time=None, timeout=10, validate_certs=True, url_username=None,
             url_password=None, http_agent=None, force_basic_auth=False, follow_redirects='urllib2',
             client_cert=None, client_key=None, cookies=None, use_gssapi=False, unix_socket=None,
             ca_path=None, unredirected_headers=None, **unused):
    request = urllib.request.Request(url, data=data, method=method.upper() if method else None)
    if http_agent:
        request.add_header('User-agent', http_agent)
    if url_username:
        request.add_header('Authorization', to_native(basic_auth_header(url_username, url_password or '')))
    for name, value in (headers or {}).items():
        request.add_header(name, value)
    context = ssl.create_default_context(cafile=ca_path)
    if not validate_certs:
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    if client_cert:
        context.load_cert_chain(client_cert, client_key)
    handlers = [urllib.request.HTTPSHandler(context=context)]
    if not use_proxy:
        handlers.append(urllib.request.ProxyHandler({}))
    if cookies is not None:
        handlers.append(urllib.request.HTTPCookieProcessor(cookies))
    return urllib.request.build_opener(*handlers).open(request, None, timeout)


def fetch_url(module, url, data=None, headers=None, method=None, use_proxy=None, force=False,
              last_mod_time=None, timeout=10, use_gssapi=False, unix_socket=None, ca_path=None,
              cookies=None, unredirected_headers=None, **unused):
    params = module.params
    info = dict(url=url, status=-1)
    try:
        answer = open_url(
            url, data=to_bytes(data, nonstring='passthru'), headers=headers, method=method,
            use_proxy=params.get('use_proxy', True) if use_proxy is None else use_proxy,
            timeout=timeout, validate_certs=params.get('validate_certs', True),
            url_username=params.get('url_username') or '', url_password=params.get('url_password') or '',
            http_agent=params.get('http_agent', 'ansible-httpget'),
            client_cert=params.get('client_cert'), client_key=params.get('client_key'),
            cookies=cookies, ca_path=ca_path)
        info.update((name.lower(), value) for name, value in answer.info().items())
        info.update(msg='OK (%s bytes)' % answer.headers.get('Content-Length', 'unknown'),
                    url=answer.geturl(), status=answer.code)
        return answer, info
    except urllib.error.HTTPError as e:
        info.update((name.lower(), value) for name, value in e.info().items())
        info.update(msg=to_native(e), body=e.read(), status=e.code)
    except (urllib.error.URLError, OSError, ValueError) as e:
        info.update(msg='Request failed: %s' % to_native(e), status=int(getattr(e, 'code', -1)))
    return None, info


def fetch_file(module, url, data=None, headers=None, method=None, use_proxy=True, force=False,
               last_mod_time=None, timeout=10, **unused):
    import os
    import shutil
    import tempfile
    answer, info = fetch_url(module, url, data, headers, method, use_proxy, force, last_mod_time, timeout)
    if not answer:
        module.fail_json(msg='Failure downloading %s, %s' % (url, info['msg']))
    handle, path = tempfile.mkstemp(dir=module.tmpdir, suffix=os.path.basename(to_text(url)))
    module.add_cleanup_file(path)
    with os.fdopen(handle, 'wb') as file:
        shutil.copyfileobj(answer, file)
    return path
