# Debian with an RPM database and repository of its own, and what firewalld needs. Uses the Debian
# machine's functions, which stand before it.
packages() {
  rm -rf "$root/var/lib/rpm" "$root/var/cache/dnf" "$root/etc/yum.repos.d" "$root/etc/dnf/vars" "$root/var/lib/dnf"
  mkdir -p "$root/srv/rpm" "$root/etc/yum.repos.d" "$root/var/lib/rpm" "$root/etc/dnf/vars" "$memory/rpm/SPECS"
  rpm --root "$root" --initdb
  for version in 1.0 2.0; do
    more=
    [ $version = 2.0 ] || more='sed s/tool/app/ %{buildroot}/usr/bin/hf-tool > %{buildroot}/usr/bin/hf-app
chmod 755 %{buildroot}/usr/bin/hf-app
echo "level = 1" > %{buildroot}/etc/hf-conf.conf'
    spec "$version" "$more" > "$memory/rpm/SPECS/hf-$version.spec"
    rpmbuild --quiet -bb --nodeps --define "_topdir $memory/rpm" --define "_tmppath $memory/rpm/tmp" \
      --define "_rpmdir $root/srv/rpm" "$memory/rpm/SPECS/hf-$version.spec"
  done
  createrepo_c --quiet "$root/srv/rpm"
  rm -rf "$memory/rpm"
  printf '[holdfast]\nname=Tiny packages\nbaseurl=file:///srv/rpm\nenabled=1\ngpgcheck=0\n' > "$root/etc/yum.repos.d/holdfast.repo"
  echo 9 > "$root/etc/dnf/vars/releasever"
  start_up
}

# hf-tool 1.0 and 2.0; hf-app (needs hf-tool) and hf-conf (has a configuration file) 1.0.
spec() {
  cat <<END
Name: hf-tool
Version: $1
Release: 1
Summary: Tiny package for tests
License: Apache-2.0
BuildArch: noarch
AutoReqProv: no
%description
Tiny package for tests.
%install
mkdir -p %{buildroot}/usr/bin %{buildroot}/etc
printf '#!/bin/sh\necho "hf-tool $1"\n' > %{buildroot}/usr/bin/hf-tool
chmod 755 %{buildroot}/usr/bin/hf-tool
$2
%files
/usr/bin/hf-tool
END
  [ "$1" = 1.0 ] || return 0
  cat <<'END'
%package -n hf-app
AutoReqProv: no
Summary: Tiny package for tests that needs another
Requires: hf-tool >= 1.0
%description -n hf-app
Tiny package for tests.
%files -n hf-app
/usr/bin/hf-app
%package -n hf-conf
AutoReqProv: no
Summary: Tiny package for tests with a configuration file
%description -n hf-conf
Tiny package for tests.
%files -n hf-conf
%config(noreplace) /etc/hf-conf.conf
END
}

# No process 1 starts services here: the message bus and the firewall are started as they would be.
start_up() {
  cat > "$root/etc/machine-start" <<'END'
#!/bin/sh
mkdir -p /run/dbus
rm -f /run/dbus/pid /run/firewalld.pid
dbus-daemon --system --fork
firewalld --nofork --nopid >/run/machine/firewalld.log 2>&1 &
END
  chmod 755 "$root/etc/machine-start"
}
