# Holds one throwaway machine: everything lives in memory below this process's private mount
# namespace, so that its end (also by KILL) leaves nothing behind. Reads one command a line from
# standard input; the end of that input, which is also the end of the program that started us,
# takes the machine away. Whoever ends this process by force ends the machine with it.
#
# Environment: M_DIR (directory of ours on the host), M_NAME, M_ADDRESS, M_PORT,
# M_DENIED (powers that processes inside lack), M_USERS (lines NAME UID HASH), M_SSHD (first lines of sshd_config).
# Sourced after it: build.sh text in M_BUILD, which defines `build` and leaves the tree at $root.
set -eu
# Never ignored, which the machine would inherit.
trap 'exit 1' INT HUP TERM PIPE
umask 022
memory=$M_DIR/memory
root=$memory/root
machine=

phase=build

# An empty /dev of its own: no disk of the host is reachable by accident.
devices() {
  mount -t tmpfs -o mode=755 tmpfs "$root/dev"
  set -- null 1 3 zero 1 5 full 1 7 random 1 8 urandom 1 9 tty 5 0
  while [ $# -gt 0 ]; do
    mknod -m 666 "$root/dev/$1" c "$2" "$3"
    shift 3
  done
  mkdir "$root/dev/pts" "$root/dev/shm"
  mount -t devpts -o newinstance,ptmxmode=0666,mode=620,gid=5 devpts "$root/dev/pts"
  mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
  ln -s pts/ptmx "$root/dev/ptmx"
  ln -s /proc/self/fd "$root/dev/fd"
  ln -s /proc/self/fd/0 "$root/dev/stdin"
  ln -s /proc/self/fd/1 "$root/dev/stdout"
  ln -s /proc/self/fd/2 "$root/dev/stderr"
}

users() {
  printf '%s\n' "$M_USERS" | while read -r name id hash; do
    home=/home/$name
    if [ "$id" = 0 ]; then
      home=/root
      sed -i "s|^root:[^:]*:|root:$hash:|" "$root/etc/shadow"
    else
      echo "$name:x:$id:$id::$home:$M_LOGIN_SHELL" >> "$root/etc/passwd"
      echo "$name:x:$id:" >> "$root/etc/group"
      echo "$name:$hash:19000:0:99999:7:::" >> "$root/etc/shadow"
    fi
    mkdir -p "$root$home"
    chmod 700 "$root$home"
    chown "$id:$id" "$root$home"
  done
}

# The daemon listens in the network it was started in; its connections are served by a second
# program that first steps into the machine's own network. The daemon runs that second program by
# the path it was itself started with, so the path is changed after the start (newer ones have a
# setting for it).
server() {
  mkdir -p "$root/etc/ssh" "$root/run/sshd" "$root/run/machine"
  cp "$M_DIR/host_key" "$root/etc/ssh/machine_host_key"
  cp "$M_DIR/client_key.pub" "$root/etc/ssh/machine_authorized_keys"
  chmod 600 "$root/etc/ssh/machine_host_key"
  cat > "$root/etc/ssh/machine_config" <<END
$M_SSHD
ListenAddress $M_ADDRESS:$M_PORT
HostKey /etc/ssh/machine_host_key
AuthorizedKeysFile /etc/ssh/machine_authorized_keys
PidFile /run/machine/sshd.pid
PermitRootLogin yes
PasswordAuthentication yes
KbdInteractiveAuthentication no
UsePAM $M_PAM
StrictModes no
UseDNS no
AcceptEnv LANG LC_*
MaxStartups 200:30:400
LogLevel VERBOSE
Subsystem sftp internal-sftp
END
  program=/usr/sbin/sshd
  if [ -x "$root/usr/lib/openssh/sshd-session" ]; then
    program=/usr/lib/openssh/sshd-session
    echo 'SshdSessionPath /run/machine/serve' >> "$root/etc/ssh/machine_config"
  fi
  printf '#!/bin/sh\nexec nsenter --net=/proc/1/ns/net %s "$@"\n' "$program" > "$root/run/machine/serve"
  chmod 755 "$root/run/machine/serve"
}

# Process 1 of the machine, up to the point where it is only there to collect orphans.
first='
mount -t proc proc /proc
mount -o bind /proc/sys /proc/sys
mount -o remount,bind,ro /proc/sys
mount -o bind /proc/sys/net /proc/sys/net
mount -o remount,bind,rw /proc/sys/net
mount -o bind /proc/sysrq-trigger /proc/sysrq-trigger
mount -o remount,bind,ro /proc/sysrq-trigger
hostname "$M_NAME"
ln -sf /usr/sbin/sshd /run/machine/daemon
rm -f /run/machine/sshd.pid
/run/machine/daemon -D -f /etc/ssh/machine_config -E /run/machine/sshd.log </dev/null >/dev/null 2>&1 &
tries=0
until [ -s /run/machine/sshd.pid ]; do
  tries=$((tries + 1))
  [ $tries -lt 500 ] || exit 3
  sleep 0.01 2>/dev/null || sleep 1
done
ln -sf serve /run/machine/daemon
exec unshare --net /bin/sh -c "$M_SECOND"
'
second='
ip link set lo up
mount -t sysfs -o ro sysfs /sys
[ -x /etc/machine-start ] && /etc/machine-start </dev/null >/run/machine/start.log 2>&1
echo up > /run/machine/up
while :; do sleep 2147483647; done
'

# What a kind of machine may have otherwise: flags of unshare, how its processes are started, what is
# left to do before its first start and after each end.
flags=
launch() { exec "$@"; }
finishing() { :; }
ended() { :; }

start() {
  phase=start
  rm -f "$root/run/machine/up"
  launch env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
    M_NAME="$M_NAME" M_SECOND="$second" \
    setpriv --pdeathsig KILL unshare $flags --mount --pid --uts --ipc --fork --kill-child \
    setpriv --bounding-set="$M_DENIED" chroot "$root" /bin/sh -c "$first" </dev/null >"$memory/start.log" 2>&1 &
  machine=$!
  tries=0
  until [ -s "$root/run/machine/up" ]; do
    tries=$((tries + 1))
    { [ $tries -lt 1500 ] && kill -0 "$machine" 2>/dev/null; } \
      || exit 1
    sleep 0.01
  done
  phase=running
  read -r first_child _ < "/proc/$machine/task/$machine/children" || true
  echo "ready $first_child"
}

stop() {
  [ -n "$machine" ] || return 0
  kill -KILL "$machine" 2>/dev/null || true
  wait "$machine" 2>/dev/null || true
  machine=
  ended
}

finish() {
  status=$?
  if [ $phase != running ]; then
    echo "failed to $phase ($status): $(cat "$memory/$phase.log" "$root/run/machine/sshd.log" 2>/dev/null | tail -n 8 | tr '\n' ' ')" || :
  fi
  stop
  umount -l "$memory" 2>/dev/null || true
  rm -rf "$M_DIR"
}
trap finish EXIT

mkdir -p "$memory"
mount -t tmpfs -o mode=755 tmpfs "$memory"
mkdir "$root"
# Behind another machine we are in that one's network, and the address is its neighbour's.
[ "$M_ADDRESS" = 127.0.0.1 ] || ip address add "$M_ADDRESS/32" dev lo
eval "$M_BUILD"
{ build; devices; server; finishing; } >"$memory/build.log" 2>&1
echo "built $$"
start
while read -r command; do
  case $command in
    start) stop; start ;;
    stop) stop; echo stopped ;;
    *) break ;;
  esac
done
