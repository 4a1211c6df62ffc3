# A systemd machine with links into a network of machines. Unlike the others its SSH server is a
# service like any other and listens inside, and a reboot asked for inside boots it again, in a fresh
# network namespace. Uses the functions of the Debian and the systemd machine, which stand before it.
#
# Environment: M_LINKS (lines NAME FAR-END BRIDGE ADDRESS GATEWAY, the last one `-` for none), M_LIBRARY (size
# of the disk below /var/lib, or nothing), M_REPOSITORY (directory of packages, or nothing).
life=

server() {
  mkdir -p "$root/etc/ssh" "$root/run/sshd" "$root/run/machine/kernel"
  cp "$M_DIR/host_key" "$root/etc/ssh/machine_host_key"
  cp "$M_DIR/client_key.pub" "$root/etc/ssh/machine_authorized_keys"
  chmod 600 "$root/etc/ssh/machine_host_key"
  cat > "$root/etc/ssh/machine_config" <<END
$M_SSHD
HostKey /etc/ssh/machine_host_key
AuthorizedKeysFile /etc/ssh/machine_authorized_keys
PidFile /run/machine/sshd.pid
PermitRootLogin yes
PasswordAuthentication yes
KbdInteractiveAuthentication no
UsePAM yes
StrictModes no
UseDNS no
AcceptEnv LANG LC_*
MaxStartups 200:30:400
LogLevel VERBOSE
Subsystem sftp internal-sftp
END
}

# Kernel settings outside of the network are the host's. Those that a node sets are files here.
kernel_settings='vm/overcommit_memory 1 vm/panic_on_oom 0 vm/min_free_kbytes 67584 vm/admin_reserve_kbytes 8192
  vm/swappiness 60 vm/max_map_count 65530 kernel/panic 10 kernel/panic_on_oops 1 kernel/keys/root_maxkeys 1000000
  kernel/keys/root_maxbytes 25000000 fs/inotify/max_user_instances 128 fs/inotify/max_user_watches 65536'

# What this kernel has built in, which modprobe can then find out.
built_in='kernel/net/bridge/br_netfilter kernel/net/bridge/bridge kernel/fs/overlayfs/overlay
  kernel/drivers/net/vxlan/vxlan kernel/drivers/net/veth kernel/drivers/net/tun
  kernel/net/netfilter/nf_conntrack kernel/net/netfilter/nf_tables kernel/net/ipv4/netfilter/ip_tables'

wiring() {
  bare
  mkdir -p "$root/dev/net"
  mknod -m 666 "$root/dev/net/tun" c 10 200
  settings
  modules
  # What is no part of Debian there is the host's own.
  mount -t tmpfs -o mode=755 tmpfs "$root/opt"
  mount -t tmpfs -o mode=755 tmpfs "$root/usr/local"
  mkdir "$root/usr/local/bin" "$root/usr/local/sbin" "$root/usr/local/lib" "$root/usr/local/share"
  # The index of manual pages takes longer than most installations that cause it.
  rm -f "$root/var/lib/man-db/auto-update"
  # Of the desktop's helpers, which apt would wake up, a server has none.
  rm -f "$units/ssh.service" "$root"/etc/apt/apt.conf.d/*packagekit
  ln -s /dev/null "$units/packagekit.service"
  ln -s /dev/null "$units/polkit.service"
  mkdir -p "$units/ssh.service.d" "$units/multi-user.target.wants"
  cat > "$units/ssh.service.d/machine.conf" <<'END'
[Service]
ExecStartPre=
ExecStart=
ExecStart=/usr/sbin/sshd -D -f /etc/ssh/machine_config -E /run/machine/sshd.log
END
  # Services that packages and tests enable are wanted by the ordinary target.
  sed -i 's/^After=.*/After=basic.target dbus.service ssh.service/' "$units/machine-up.service"
  sed -i 's/^Requires=.*/Requires=basic.target machine-up.service dbus.service\nWants=multi-user.target/' "$units/machine.target"
  cat > "$units/multi-user.target" <<'END'
[Unit]
Description=Services of a throwaway machine
Requires=basic.target
After=basic.target
AllowIsolate=yes
END
  ln -s /lib/systemd/system/ssh.service "$units/multi-user.target.wants/ssh.service"
  if [ -n "$M_LIBRARY" ]; then
    mkdir "$memory/library"
    mount -t tmpfs -o "mode=755,size=$M_LIBRARY" tmpfs "$memory/library"
    mkdir "$memory/library/changes" "$memory/library/work"
    mount -t overlay overlay \
      -o "lowerdir=$root/var/lib,upperdir=$memory/library/changes,workdir=$memory/library/work" "$root/var/lib"
  fi
  if [ -n "$M_REPOSITORY" ]; then
    mkdir -p "$root/srv/repository"
    mount --bind -o ro "$M_REPOSITORY" "$root/srv/repository"
  fi
}

# What a node is yet to be given is not there, even where this host has it.
bare() {
  for name in kubeadm kubelet kubectl kubernetes-cni cri-tools containerd containerd.io runc docker.io haproxy netclient; do
    [ ! -e "$root/var/lib/dpkg/info/$name.list" ] || chroot "$root" dpkg --purge --force-depends "$name"
  done
}

settings() {
  set -- $kernel_settings
  while [ $# -gt 0 ]; do
    mkdir -p "$root/run/machine/kernel/${1%/*}"
    echo "$2" > "$root/run/machine/kernel/$1"
    shift 2
  done
}

modules() {
  [ -x "$root/sbin/depmod" ] || return 0
  version=$(uname -r)
  mkdir -p "$root/lib/modules/$version"
  : > "$root/lib/modules/$version/modules.order"
  printf '%s.ko\n' $built_in > "$root/lib/modules/$version/modules.builtin"
  chroot "$root" /sbin/depmod "$version"
}

first='
mount -t proc proc /proc
mount -o bind /proc/sys /proc/sys
mount -o remount,bind,ro /proc/sys
mount -o bind /proc/sys/net /proc/sys/net
mount -o remount,bind,rw /proc/sys/net
mount -o bind /proc/sysrq-trigger /proc/sysrq-trigger
mount -o remount,bind,ro /proc/sysrq-trigger
for setting in /run/machine/kernel/*/* /run/machine/kernel/*/*/*; do
  name=${setting#/run/machine/kernel/}
  [ ! -f "$setting" ] || [ ! -e "/proc/sys/$name" ] || mount -o bind "$setting" "/proc/sys/$name"
done
hostname "$(cat /etc/hostname)"
mount -t sysfs -o ro sysfs /sys
mount -t cgroup2 cgroup2 /sys/fs/cgroup
exec env -i container=other PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
  /lib/systemd/systemd --system --unit=machine.target
'

inside() { nsenter "--net=/proc/$cell/ns/net" "$@"; }

# The far end of each link is in the network's namespace, which is the one we run in.
links() {
  setpriv --pdeathsig KILL unshare --net sleep infinity </dev/null >/dev/null 2>&1 &
  cell=$!
  until [ "$(readlink "/proc/$cell/ns/net")" != "$(readlink /proc/self/ns/net)" ]; do sleep 0.01; done
  inside ip link set lo up
  printf '%s\n' "$M_LINKS" | while read -r name far bridge address gateway; do
    # What an earlier life had goes away on its own, but a moment later.
    ip link delete "$far" 2>/dev/null || true
    # The same after each boot, so that what others remember of it stays true.
    hardware=$(printf '%02x:%02x:%02x:%02x' $(echo "$address" | tr . ' '))
    ip link add "$far" address "06:48:$hardware" type veth peer name "$name" address "02:48:$hardware" netns "$cell"
    ip link set "$far" master "$bridge" up
    inside ip address add "$address/24" dev "$name"
    inside ip link set "$name" up
    [ "$gateway" = - ] || inside ip route add default via "$gateway"
  done
}

# One life of the machine: it goes on after a reboot, and ends with power off.
live() {
  while :; do
    rm -f "$root/run/machine/up"
    links
    (launch env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
      nsenter "--net=/proc/$cell/ns/net" setpriv --pdeathsig KILL \
      unshare $flags --mount --pid --uts --ipc --fork --kill-child \
      setpriv --bounding-set="$M_DENIED" chroot "$root" /bin/sh -c "$first") </dev/null >"$memory/start.log" 2>&1 &
    machine=$!
    until [ -s "$root/run/machine/up" ]; do
      kill -0 "$machine" 2>/dev/null || exit 1
      sleep 0.01
    done
    read -r child _ < "/proc/$machine/task/$machine/children" || true
    echo "$child" > "$M_DIR/first.new"
    mv "$M_DIR/first.new" "$M_DIR/first"
    status=0
    wait "$machine" || status=$?
    kill -KILL "$cell" 2>/dev/null || true
    wait "$cell" 2>/dev/null || true
    # The kernel ends the first process with HUP when it asked for a reboot.
    [ $status = 129 ] || break
    ended
  done
}

start() {
  phase=start
  rm -f "$M_DIR/first"
  live &
  life=$!
  tries=0
  until [ -s "$M_DIR/first" ]; do
    tries=$((tries + 1))
    { [ $tries -lt 6000 ] && kill -0 "$life" 2>/dev/null; } || exit 1
    sleep 0.01
  done
  phase=running
  echo "ready $(cat "$M_DIR/first")"
}

stop() {
  [ -n "$life" ] || return 0
  first_process=$(cat "$M_DIR/first" 2>/dev/null || true)
  kill -KILL "$life" 2>/dev/null || true
  wait "$life" 2>/dev/null || true
  life=
  [ -z "$first_process" ] || kill -KILL "$first_process" 2>/dev/null || true
  ended
}
