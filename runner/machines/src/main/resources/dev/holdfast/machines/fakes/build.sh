# Builds the fakes into Debian packages and repositories.
#
# Environment: M_SOURCE (where lib and bin are), M_REPOSITORY (where the repositories go), M_DEBIAN
# (directory of packages of Debian's own to offer too, or nothing). Makes in M_REPOSITORY:
#   kubernetes/v1.NN/deb/   one repository for each minor version, as pkgs.k8s.io has them
#   debian/                 containerd, haproxy and its like
#   netmaker/               netclient
set -eu
umask 022
work=$M_REPOSITORY/.work
mkdir -p "$work"

# package FOLDER NAME VERSION DEPENDS: makes a package of $work/tree, with the scripts in $work/control.
package() {
  mkdir -p "$work/tree/DEBIAN" "$M_REPOSITORY/$1"
  cp -r "$work/control/." "$work/tree/DEBIAN/"
  cat > "$work/tree/DEBIAN/control" <<END
Package: $2
Version: $3
Architecture: all
Section: admin
Priority: optional
Maintainer: Nobody <nobody@example.invalid>
${4:+Depends: $4
}Description: $2, a fake for tests
END
  dpkg-deb --root-owner-group -Znone -b "$work/tree" "$M_REPOSITORY/$1/$2_$3_all.deb" >/dev/null
  rm -rf "$work/tree" "$work/control"
  mkdir -p "$work/tree" "$work/control"
}

# A program with the file that says its version, which its dpkg package alone has.
program() {
  mkdir -p "$work/tree/usr/bin" "$work/tree/usr/lib/holdfast-fakes/versions"
  cp "$M_SOURCE/bin/$1" "$work/tree/usr/bin/$1"
  chmod 755 "$work/tree/usr/bin/$1"
  echo "$2" > "$work/tree/usr/lib/holdfast-fakes/versions/$1"
}

# What the package's scripts do for a unit: start and stop it as Debian's do.
unit() {
  mkdir -p "$work/tree/lib/systemd/system"
  cat > "$work/tree/lib/systemd/system/$1.service"
  cat > "$work/control/postinst" <<END
#!/bin/sh
set -e
if [ "\$1" = configure ] && [ -d /run/systemd/system ]; then
  systemctl daemon-reload
  [ -n "\$2" ] || systemctl $2 $1.service || true
fi
END
  cat > "$work/control/prerm" <<END
#!/bin/sh
set -e
if [ "\$1" = remove ] && [ -d /run/systemd/system ]; then systemctl stop $1.service || true; fi
END
  cat > "$work/control/postrm" <<END
#!/bin/sh
set -e
if [ "\$1" = purge ]; then systemctl disable $1.service 2>/dev/null || true; fi
[ ! -d /run/systemd/system ] || systemctl daemon-reload || true
END
  chmod 755 "$work/control/"*
}

# The modules that all fakes share, and the pods that the kubelet starts; one file for all repositories.
common() {
  mkdir -p "$work/tree/usr/lib/holdfast-fakes"
  cp -r "$M_SOURCE/lib/." "$work/tree/usr/lib/holdfast-fakes/"
  cp "$M_SOURCE/bin/etcd" "$M_SOURCE/bin/kube-apiserver" "$work/tree/usr/lib/holdfast-fakes/"
  chmod 755 "$work/tree/usr/lib/holdfast-fakes/etcd" "$work/tree/usr/lib/holdfast-fakes/kube-apiserver"
  package debian holdfast-fakes 1.0 'perl-base, openssl, iproute2, iptables'
}

kubelet() {
  program kubelet "$2"
  mkdir -p "$work/tree/etc/kubernetes/manifests"
  unit kubelet 'enable -q' <<'END'
[Unit]
Description=kubelet: The Kubernetes Node Agent
Wants=network-online.target
After=network-online.target

[Service]
ExecStart=/usr/bin/kubelet
Restart=always
StartLimitInterval=0
RestartSec=1

[Install]
WantedBy=multi-user.target
END
  mkdir -p "$work/tree/lib/systemd/system/kubelet.service.d"
  cat > "$work/tree/lib/systemd/system/kubelet.service.d/10-kubeadm.conf" <<'END'
[Service]
Environment="KUBELET_KUBECONFIG_ARGS=--bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf --kubeconfig=/etc/kubernetes/kubelet.conf"
Environment="KUBELET_CONFIG_ARGS=--config=/var/lib/kubelet/config.yaml"
EnvironmentFile=-/var/lib/kubelet/kubeadm-flags.env
EnvironmentFile=-/etc/default/kubelet
ExecStart=
ExecStart=/usr/bin/kubelet $KUBELET_KUBECONFIG_ARGS $KUBELET_CONFIG_ARGS $KUBELET_KUBEADM_ARGS $KUBELET_EXTRA_ARGS
END
  package "$1" kubelet "$2-1.1" 'holdfast-fakes, iptables, kubernetes-cni, mount, util-linux'
}

# The plugins where their makers put them.
plugins() {
  mkdir -p "$work/tree/opt/cni/bin"
  for plugin in bandwidth bridge dhcp firewall host-device host-local loopback macvlan portmap ptp tuning vlan; do
    printf '#!/bin/sh\n# %s %s\nexit 0\n' "$plugin" "$2" > "$work/tree/opt/cni/bin/$plugin"
    chmod 755 "$work/tree/opt/cni/bin/$plugin"
  done
  package "$1" kubernetes-cni "$2" ''
}

minor() {
  folder=kubernetes/v1.$1/deb
  mkdir -p "$M_REPOSITORY/$folder"
  cp "$M_REPOSITORY/debian/holdfast-fakes_1.0_all.deb" "$M_REPOSITORY/$folder/"
  plugins "$folder" "1.$(($1 - 29)).0-1.1"
  program crictl "1.$1.0"
  package "$folder" cri-tools "1.$1.0-1.1" holdfast-fakes
  for patch in $2; do
    version=1.$1.$patch
    program kubectl "$version"
    package "$folder" kubectl "$version-1.1" holdfast-fakes
    program kubeadm "$version"
    package "$folder" kubeadm "$version-1.1" 'cri-tools (>= 1.30.0), holdfast-fakes'
    kubelet "$folder" "$version"
  done
}

# As Debian ships it: with a configuration that looks for plugins where nobody else puts them.
containerd() {
  program containerd "$1"
  mkdir -p "$work/tree/etc/containerd"
  cat > "$work/tree/etc/containerd/config.toml"
  echo /etc/containerd/config.toml > "$work/control/conffiles"
  unit containerd 'enable -q --now' <<'END'
[Unit]
Description=containerd container runtime
After=network.target local-fs.target

[Service]
ExecStart=/usr/bin/containerd
KillMode=process
Restart=always
RestartSec=1

[Install]
WantedBy=multi-user.target
END
  package debian containerd "$1~ds1-1" holdfast-fakes
}

index() {
  for folder in "$M_REPOSITORY/debian" "$M_REPOSITORY/netmaker" "$M_REPOSITORY"/kubernetes/*/deb; do
    (cd "$folder" && dpkg-scanpackages -m . 2>/dev/null > Packages)
  done
}

mkdir -p "$work/tree" "$work/control"
common
mkdir -p "$M_REPOSITORY/netmaker"
cp "$M_REPOSITORY/debian/holdfast-fakes_1.0_all.deb" "$M_REPOSITORY/netmaker/"
minor 35 '1 4 5'
minor 36 '0 2 4'
minor 37 '0 1'
containerd 1.7.24 <<'END'
version = 2

[plugins]
  [plugins."io.containerd.grpc.v1.cri"]
    [plugins."io.containerd.grpc.v1.cri".cni]
      bin_dir = "/usr/lib/cni"
      conf_dir = "/etc/cni/net.d"
  [plugins."io.containerd.internal.v1.opt"]
    path = "/var/lib/containerd"
END
containerd 2.1.9 <<'END'
version = 3

[plugins]
  [plugins.'io.containerd.cri.v1.runtime']
    [plugins.'io.containerd.cri.v1.runtime'.cni]
      bin_dirs = ['/usr/lib/cni']
      conf_dir = '/etc/cni/net.d'
END
for version in 1.3.0 1.4.0; do
  program netclient "$version"
  mkdir -p "$work/tree/etc/netclient"
  unit netclient 'enable -q' <<'END'
[Unit]
Description=Netclient Daemon
After=network-online.target
Wants=network-online.target

[Service]
Type=simple
ExecStart=/usr/bin/netclient daemon
Restart=on-failure
RestartSec=1s

[Install]
WantedBy=multi-user.target
END
  package netmaker netclient "$version" 'holdfast-fakes, wireguard-tools, iproute2, curl'
done
[ -z "${M_DEBIAN:-}" ] || cp "$M_DEBIAN"/*.deb "$M_REPOSITORY/debian/"
index
rm -rf "$work"
