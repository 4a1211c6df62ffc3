# Debian with systemd as its first process, in a group of its own in the second version's hierarchy of
# control groups (without which all machines would share the services of this host). Uses the Debian
# machine's functions, which stand before it.
flags=--cgroup
group=$(awk '$3 == "cgroup2" { print $2; exit }' /proc/mounts)/holdfast-$$

second='
ip link set lo up
mount -t sysfs -o ro sysfs /sys
mount -t cgroup2 cgroup2 /sys/fs/cgroup
exec env -i container=other PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
  /lib/systemd/systemd --system --unit=machine.target
'

# What an earlier life left in /run is gone after a boot.
launch() {
  find "$root/run" -mindepth 1 -maxdepth 1 ! -name machine ! -name sshd ! -name lock -exec rm -rf {} +
  mkdir -p "$group"
  exec /bin/sh -c 'echo $$ > "$0/cgroup.procs" && exec "$@"' "$group" "$@"
}

# The last process goes a moment after the first.
ended() {
  tries=0
  while [ -d "$group" ] && [ $tries -lt 500 ]; do
    tries=$((tries + 1))
    find "$group" -depth -type d -exec rmdir {} \; 2>/dev/null || sleep 0.01
  done
}

# What a machine in a network has besides.
wiring() { :; }

# Nothing that belongs to hardware, to a console or to this host is started; the rest is as on any
# machine, up to the target that says it is up.
finishing() {
  mkdir "$memory/run"
  mv "$root"/run/* "$memory/run"
  mount -t tmpfs -o mode=755 tmpfs "$root/run"
  mv "$memory/run"/* "$root/run"
  units=$root/etc/systemd/system
  rm -rf "$units"/* "$root/etc/fstab" "$root/var/log/journal"
  : > "$root/etc/fstab"
  head -c 16 /dev/urandom | od -An -tx1 | tr -d ' \n' > "$root/etc/machine-id"
  echo >> "$root/etc/machine-id"
  for unit in dev-hugepages.mount dev-mqueue.mount sys-fs-fuse-connections.mount sys-kernel-config.mount \
    sys-kernel-debug.mount sys-kernel-tracing.mount proc-sys-fs-binfmt_misc.automount \
    kmod-static-nodes.service systemd-binfmt.service systemd-firstboot.service systemd-modules-load.service \
    systemd-random-seed.service systemd-repart.service systemd-sysctl.service systemd-sysusers.service \
    systemd-tmpfiles-setup-dev.service systemd-udevd.service systemd-udev-trigger.service \
    systemd-remount-fs.service systemd-pcrphase-sysinit.service systemd-pcrphase.service \
    systemd-logind.service systemd-networkd.service systemd-timesyncd.service getty.target \
    systemd-update-utmp.service systemd-journald-audit.socket systemd-tmpfiles-clean.timer ssh.service; do
    ln -sf /dev/null "$units/$unit"
  done
  cat > "$units/machine.target" <<'END'
[Unit]
Description=A throwaway machine
Requires=basic.target machine-up.service dbus.service
After=basic.target
AllowIsolate=yes
END
  cat > "$units/machine-up.service" <<'END'
[Unit]
Description=Says that the machine is up
After=basic.target dbus.service
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/bin/sh -c 'echo up > /run/machine/up'
END
  ln -sf machine.target "$units/default.target"
  wiring
}
