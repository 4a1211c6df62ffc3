# Holds an SSH server of whoever runs the tests, on this host. The end of standard input ends it.
set -eu
# Never ignored, which the machine would inherit.
trap 'exit 1' INT HUP TERM PIPE
cp "$M_DIR/client_key.pub" "$M_DIR/authorized_keys"
cat > "$M_DIR/config" <<END
$M_SSHD
ListenAddress $M_ADDRESS:$M_PORT
HostKey $M_DIR/host_key
AuthorizedKeysFile $M_DIR/authorized_keys
PidFile $M_DIR/pid
PermitRootLogin yes
PasswordAuthentication no
KbdInteractiveAuthentication no
UsePAM no
StrictModes no
UseDNS no
MaxStartups 200:30:400
LogLevel VERBOSE
Subsystem sftp internal-sftp
END
# Run by root, the server wants this directory; the mounts are ours alone then.
if [ "$(id -u)" = 0 ] && ! [ -d /run/sshd ]; then
  mount -t tmpfs -o mode=755 tmpfs /run
  mkdir /run/sshd
fi
server=

start() {
  rm -f "$M_DIR/pid"
  setpriv --pdeathsig KILL /usr/sbin/sshd -D -f "$M_DIR/config" -E "$M_DIR/log" </dev/null >/dev/null 2>&1 &
  server=$!
  tries=0
  until [ -s "$M_DIR/pid" ]; do
    tries=$((tries + 1))
    [ $tries -lt 500 ] && kill -0 "$server" 2>/dev/null || { echo "failed: $(cat "$M_DIR/log")"; exit 1; }
    sleep 0.01
  done
  echo "ready $server"
}

stop() {
  [ -n "$server" ] || return 0
  kill -KILL "$server" $(cat "/proc/$server/task/$server/children" 2>/dev/null) 2>/dev/null || true
  wait "$server" 2>/dev/null || true
  server=
}

finish() {
  stop
  rm -rf "$M_DIR"
}
trap finish EXIT

start
while read -r command; do
  case $command in
    start) stop; start ;;
    stop) stop; echo stopped ;;
    *) break ;;
  esac
done
