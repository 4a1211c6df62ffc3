# Nothing but BusyBox and an SSH server with the libraries it needs.
build() {
  mkdir "$root/bin" "$root/sbin" "$root/usr" "$root/usr/bin" "$root/usr/sbin" "$root/etc" "$root/dev" \
    "$root/proc" "$root/sys" "$root/run" "$root/run/lock" "$root/home" "$root/srv" "$root/mnt" "$root/var" \
    "$root/var/log" "$root/var/lib" "$root/opt"
  mkdir -m 700 "$root/root"
  mkdir -m 1777 "$root/tmp" "$root/var/tmp"
  ln -s ../run "$root/var/run"
  cp "$M_BUSYBOX" "$root/bin/busybox"
  chroot "$root" /bin/busybox --install -s
  rm -f "$root/usr/bin/dpkg" "$root/usr/bin/dpkg-deb" "$root/bin/rpm" "$root/usr/bin/rpm" "$root/usr/bin/rpm2cpio" "$root/bin/su"
  cp "$M_BUSYBOX" "$root/bin/su"
  chmod 4755 "$root/bin/su"
  cp /usr/sbin/sshd "$root/usr/sbin/sshd"
  need=/usr/sbin/sshd
  if [ -x /usr/lib/openssh/sshd-session ]; then
    mkdir -p "$root/usr/lib/openssh"
    cp /usr/lib/openssh/sshd-* "$root/usr/lib/openssh/"
    need="$need /usr/lib/openssh/sshd-session /usr/lib/openssh/sshd-auth"
  fi
  for program in $need; do
    ldd "$program" 2>/dev/null
  done | sed -n 's/^[^/]*\(\/[^ ]*\) (0x.*/\1/p' | sort -u | while read -r library; do
    mkdir -p "$root$(dirname "$library")"
    cp -L "$library" "$root$library"
  done
  cat > "$root/etc/passwd" <<'END'
root:x:0:0:root:/root:/bin/sh
daemon:x:1:1:daemon:/usr/sbin:/bin/false
sshd:x:100:65534::/run/sshd:/bin/false
nobody:x:65534:65534:nobody:/:/bin/false
END
  cat > "$root/etc/group" <<'END'
root:x:0:
daemon:x:1:
tty:x:5:
nogroup:x:65534:
END
  printf 'root:*:19000:0:99999:7:::\nsshd:!:19000::::::\n' > "$root/etc/shadow"
  chmod 640 "$root/etc/shadow"
  echo "$M_NAME" > "$root/etc/hostname"
  printf '127.0.0.1 localhost %s\n::1 localhost\n' "$M_NAME" > "$root/etc/hosts"
  printf 'NAME="Holdfast test machine"\nID=holdfast-busybox\nVERSION_ID="1"\nPRETTY_NAME="BusyBox test machine"\n' > "$root/etc/os-release"
  printf '/bin/sh\n/bin/ash\n' > "$root/etc/shells"
  mkdir -p "$root/etc/ssh"
  users
}
