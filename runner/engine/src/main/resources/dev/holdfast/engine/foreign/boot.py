# Runs a module of Ansible's out of an archive that came on standard input behind this text: a line
# of JSON about the module, then the archive. Nothing is left behind.


def boot(stream):
    import json
    import os
    import shutil
    import signal
    import sys
    import tempfile

    about = json.loads(stream.readline().decode('utf-8'))
    archive = stream.read()

    wanted = about['files']
    if wanted:
        try:
            import resource
            soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
            if hard != resource.RLIM_INFINITY and wanted > hard:
                wanted = hard
            if wanted != soft:
                resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
                import subprocess
                if hasattr(subprocess, 'MAXFD'):
                    subprocess.MAXFD = wanted
        except (ImportError, ValueError, OSError):
            pass

    # The folder of the user's that this happens to run in holds none of the module's imports.
    sys.path[:] = [path for path in sys.path if path]
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    folder = tempfile.mkdtemp(prefix='ansible_%s_payload_' % about['name'])
    try:
        path = os.path.join(folder, 'ansible_%s_payload.zip' % about['name'])
        with open(path, 'wb') as file:
            file.write(archive)
        del archive
        sys.path.insert(0, path)
        from ansible.module_utils import basic
        basic._ANSIBLE_ARGS = json.dumps(about['arguments']).encode('utf-8')
        import runpy
        runpy.run_module(
            about['module'],
            init_globals={'_module_fqn': about['module'], '_modlib_path': path},
            run_name='__main__',
            alter_sys=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


boot(f)
