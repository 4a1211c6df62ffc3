# The running Debian system under a layer in memory: what is no part of the system (homes, data of
# users, temporary files) is hidden.
build() {
  mkdir "$memory/changes" "$memory/work"
  for entry in /*; do
    case $entry in
      /bin | /boot | /etc | /lib | /lib32 | /lib64 | /libx32 | /sbin | /usr | /var | /opt) ;;
      *) mknod "$memory/changes$entry" c 0 0 ;;
    esac
  done
  mkdir -p "$memory/changes/var"
  mknod "$memory/changes/var/tmp" c 0 0
  mount -t overlay overlay -o "lowerdir=/,upperdir=$memory/changes,workdir=$memory/work" "$root"
  mkdir -p "$root/dev" "$root/proc" "$root/sys" "$root/run/lock" "$root/home" "$root/srv" "$root/mnt"
  mkdir -m 700 "$root/root"
  mkdir -m 1777 "$root/tmp" "$root/var/tmp"
  echo "$M_NAME" > "$root/etc/hostname"
  printf '127.0.0.1 localhost\n127.0.1.1 %s\n::1 localhost\n' "$M_NAME" > "$root/etc/hosts"
  rm -rf "$root/etc/ansible"
  users
  rights
  packages
}

rights() {
  if [ -d "$root/etc/sudoers.d" ]; then
    cat > "$root/etc/sudoers.d/machine" <<'END'
Defaults lecture=never
Defaults:teletype requiretty
admin ALL=(ALL:ALL) ALL
teletype ALL=(ALL:ALL) ALL
robot ALL=(ALL:ALL) NOPASSWD: ALL
END
    chmod 440 "$root/etc/sudoers.d/machine"
  fi
  printf 'permit admin\npermit teletype\npermit nopass robot\npermit nopass root\n' > "$root/etc/doas.conf"
}

# A repository of tiny packages: hf-tool 1.0 and 2.0, hf-app (needs hf-tool), hf-conf (has a
# configuration file).
packages() {
  rm -rf "$root/etc/apt/sources.list" "$root/etc/apt/sources.list.d"
  mkdir -p "$root/srv/apt" "$root/etc/apt/sources.list.d" "$memory/deb"
  : > "$root/srv/apt/Packages"
  package hf-tool 1.0 ''
  package hf-tool 2.0 ''
  package hf-app 1.0 'Depends: hf-tool (>= 1.0)'
  package hf-conf 1.0 ''
  rm -rf "$memory/deb"
  echo 'deb [trusted=yes] file:/srv/apt ./' > "$root/etc/apt/sources.list"
  rm -rf "$root/var/lib/apt/lists"
  mkdir -p "$root/var/lib/apt/lists/partial"
}

package() {
  tree=$memory/deb/$1-$2
  mkdir -p "$tree/DEBIAN" "$tree/usr/bin" "$tree/usr/share/$1"
  printf '#!/bin/sh\necho "%s %s"\n' "$1" "$2" > "$tree/usr/bin/$1"
  chmod 755 "$tree/usr/bin/$1"
  echo "$1 $2" > "$tree/usr/share/$1/about"
  if [ "$1" = hf-conf ]; then
    mkdir -p "$tree/etc"
    echo 'level = 1' > "$tree/etc/hf-conf.conf"
    echo /etc/hf-conf.conf > "$tree/DEBIAN/conffiles"
  fi
  {
    printf 'Package: %s\nVersion: %s\nArchitecture: all\nSection: misc\nPriority: optional\n' "$1" "$2"
    printf 'Maintainer: Nobody <nobody@example.invalid>\n'
    [ -z "$3" ] || echo "$3"
    printf 'Description: tiny package %s for tests\n' "$1"
  } > "$tree/DEBIAN/control"
  file=$1_$2_all.deb
  dpkg-deb --root-owner-group -Znone -b "$tree" "$root/srv/apt/$file"
  {
    cat "$tree/DEBIAN/control"
    echo "Filename: ./$file"
    echo "Size: $(wc -c < "$root/srv/apt/$file")"
    echo "SHA256: $(sha256sum < "$root/srv/apt/$file" | cut -d ' ' -f 1)"
    echo
  } >> "$root/srv/apt/Packages"
}
